using Kotwal.Copies;
using Kotwal.Inputs;

namespace Kotwal.Backups;

/// <summary>
/// Makes a data folder of a set of a backup. It is built beside and gets its name when it is whole, so that one that was broken off is
/// never taken for a city.
/// </summary>
internal sealed class DataRestore(BackupFolder backups)
{
    /// <summary>Restores.</summary>
    /// <param name="name">The set; null for the newest.</param>
    /// <param name="target">The data folder, which must not be there or must be empty.</param>
    /// <param name="cancel">Gives up; nothing has the folder's name then.</param>
    /// <exception cref="BadInputException">There is no such set, or the folder is not empty.</exception>
    /// <exception cref="InvalidDataException">A file of the backup is missing or is not what was copied.</exception>
    public async Task<BackupManifest> RunAsync(string? name, string target, CancellationToken cancel)
    {
        var set = backups.WholeSets().FirstOrDefault(one => name is null || Path.GetFileName(one) == name)
            ?? throw new BadInputException(name is null ? "There is no whole backup in this folder." : $"There is no whole backup {name} in this folder.");
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new BadInputException($"{target} is not empty. A backup is restored into a folder of its own.");
        }

        var manifest = BackupManifest.Read(Path.Combine(set, BackupManifest.Name));
        var building = target.TrimEnd(Path.DirectorySeparatorChar) + ".restoring";
        if (Directory.Exists(building))
        {
            Directory.Delete(building, recursive: true);
        }

        DurableCopy.CreatePrivateFolder(building);
        foreach (var file in manifest.Files)
        {
            await CopyAsync(Path.Combine(set, "data", file.Path), Below(building, file.Path), file, cancel);
        }

        foreach (var segment in manifest.Segments)
        {
            await CopyAsync(backups.PoolPath(segment.Sha256), Below(Path.Combine(building, "lake"), segment.Path), segment, cancel);
        }

        if (Directory.Exists(target))
        {
            Directory.Delete(target);
        }

        Directory.Move(building, target);
        return manifest;
    }

    private static async Task CopyAsync(string source, string target, BackupFile expected, CancellationToken cancel)
    {
        try
        {
            var (bytes, hash) = await DurableCopy.CopyAsync(source, target, cancel);
            if (bytes != expected.Bytes || hash != expected.Sha256)
            {
                throw new InvalidDataException($"{source} is not what was copied: the backup is damaged. Take an earlier one with --set.");
            }
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{source} is missing: the backup is damaged. Take an earlier one with --set.", gone);
        }
    }

    // A backup may come from anywhere; a path that leaves the folder is no path of ours.
    private static string Below(string folder, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        return full.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new InvalidDataException($"The backup names {path}, which lies outside of a data folder.");
    }
}
