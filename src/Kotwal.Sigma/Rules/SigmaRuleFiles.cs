using System.IO.Enumeration;

namespace Kotwal.Sigma.Rules;

/// <summary>Finds the rule files of files and folders: names that end in <c>.yml</c> or <c>.yaml</c>, hidden folders left out, and folders that are only links to others.</summary>
internal static class SigmaRuleFiles
{
    private static readonly EnumerationOptions AllLevels = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    /// <summary>The files in a fixed order, each once. A file that is named itself is taken whatever its name.</summary>
    /// <exception cref="FileNotFoundException">A path is neither a file nor a folder.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var found = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                found.AddRange(FilesOf(path).Where(IsYaml).Order(StringComparer.Ordinal).Where(known.Add));
            }
            else if (!File.Exists(path))
            {
                throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
            }
            else if (known.Add(path))
            {
                found.Add(path);
            }
        }

        return found;
    }

    // A link may lead to a folder that it stands in, and from there to itself without end.
    private static FileSystemEnumerable<string> FilesOf(string folder) => new(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), AllLevels)
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

    private static bool IsYaml(string path) =>
        path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);
}
