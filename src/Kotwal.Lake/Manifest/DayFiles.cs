namespace Kotwal.Lake.Manifest;

/// <summary>The files below the folders of days, as they lie on the disk.</summary>
internal static class DayFiles
{
    /// <summary>All of them, by their paths below the lake's folder.</summary>
    public static IEnumerable<string> In(string lake) => Directory.EnumerateDirectories(lake, "day=*")
        .SelectMany(day => Directory.EnumerateFiles(day, "*", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(lake, file).Replace('\\', '/'));

    /// <summary>True for the filter of a segment that is listed.</summary>
    public static bool IsBesideListed(string file, HashSet<string> listed) =>
        file.EndsWith(LakeFolder.FilterEnding, StringComparison.Ordinal) && listed.Contains(Path.ChangeExtension(file, LakeFolder.SegmentEnding));

    /// <summary>
    /// Removes the folders that a deleted file stood in, as far as nothing else does. Retention empties whole folders; one that is being
    /// filled at this moment stays.
    /// </summary>
    /// <param name="lake">Full path of the lake's folder.</param>
    /// <param name="path">The file's path below it.</param>
    public static void RemoveEmptyFolders(string lake, string path)
    {
        for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            try
            {
                if (Directory.EnumerateFileSystemEntries(Path.Combine(lake, folder)).Any())
                {
                    return;
                }

                Directory.Delete(Path.Combine(lake, folder));
            }
            catch (IOException)
            {
                return;
            }
        }
    }
}
