using Kotwal.Testing;

namespace Kotwal.House.Tests;

/// <summary>One source file of <c>src/</c>: where it stands, and what its <c>using</c> lines lean on.</summary>
/// <param name="Path">Path below <c>src/</c>, with forward slashes, for example <c>Kotwal.Events/Formats/Zeek/ZeekReader.cs</c>.</param>
/// <param name="Text">The whole text.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private const string RootNamespace = "Kotwal";

    /// <summary>The project's folder, for example <c>Kotwal.Events</c>.</summary>
    public string Project => Path[..Path.IndexOf('/')];

    /// <summary>The room the file stands in, as a dotted name: its folder.</summary>
    public string Room => System.IO.Path.GetDirectoryName(Path)!.Replace('/', '.');

    /// <summary>Rooms of ours that the file names in its <c>using</c> lines.</summary>
    public IEnumerable<string> Uses()
    {
        foreach (var raw in Text.Split('\n'))
        {
            var line = raw.Trim().TrimStart('@');
            if (line.StartsWith("global using ", StringComparison.Ordinal))
            {
                line = line["global ".Length..];
            }

            if (!line.StartsWith("using ", StringComparison.Ordinal))
            {
                continue;
            }

            var name = line["using ".Length..].TrimEnd(';').Trim();
            name = name.StartsWith("static ", StringComparison.Ordinal) ? name["static ".Length..] : name;
            name = name.Contains('=') ? name[(name.IndexOf('=') + 1)..].Trim() : name;
            if (name == RootNamespace || name.StartsWith(RootNamespace + ".", StringComparison.Ordinal))
            {
                yield return name;
            }
        }
    }

    /// <summary>All source files of the repository that this test was built from.</summary>
    public static IReadOnlyList<SourceFile> ReadAll()
    {
        var src = Repository.PathOf("src");
        return
        [
            .. Directory.EnumerateFiles(src, "*.*", SearchOption.AllDirectories)
                .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
                .Select(path => new SourceFile(
                    System.IO.Path.GetRelativePath(src, path).Replace('\\', '/'), File.ReadAllText(path)))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }
}
