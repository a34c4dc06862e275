using Kotwal.Testing;

namespace Kotwal.House.Tests;

/// <summary>
/// Finds calls of the members that <c>BannedSymbols.txt</c> names, in the text of the files: a second look beside the analyzer,
/// which a suppression could silence.
/// </summary>
internal static class BannedCalls
{
    /// <summary>Each use, one sentence each.</summary>
    public static IEnumerable<string> Find(IEnumerable<SourceFile> files)
    {
        var banned = ReadList();
        foreach (var file in files)
        {
            var lines = file.Text.Split('\n');
            for (var number = 0; number < lines.Length; number++)
            {
                var line = lines[number].Trim();
                if (line.StartsWith("//", StringComparison.Ordinal))
                {
                    continue;
                }

                foreach (var name in banned.Where(name => Names(line, name)))
                {
                    yield return $"{file.Path}:{number + 1} calls {name}.";
                }
            }
        }
    }

    // "M:System.Guid.NewGuid;reason" is "Guid.NewGuid" where it is called.
    private static List<string> ReadList() =>
    [
        .. File.ReadLines(Repository.PathOf("BannedSymbols.txt"))
            .Where(line => line.Contains(';'))
            .Select(line => line[2..line.IndexOf(';')].Split('(')[0].Split('`')[0].Split('.'))
            .Select(parts => parts[^2] + "." + parts[^1])
            .Distinct(),
    ];

    private static bool Names(string line, string name)
    {
        var at = line.IndexOf(name, StringComparison.Ordinal);
        return at >= 0
            && (at == 0 || !char.IsLetterOrDigit(line[at - 1]))
            && (at + name.Length == line.Length || !char.IsLetterOrDigit(line[at + name.Length]));
    }
}
