namespace Kotwal.Health;

/// <summary>What a disk has.</summary>
/// <param name="FreeBytes">Bytes that this account may still use.</param>
/// <param name="TotalBytes">Bytes of the whole disk.</param>
internal readonly record struct DiskRoom(long FreeBytes, long TotalBytes);

/// <summary>How much room there is, and who takes it. Tests say what they need.</summary>
internal interface IRoom
{
    /// <summary>The disk that a folder stands on.</summary>
    DiskRoom Look(string folder);

    /// <summary>Bytes of the files below a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isOnlyFiles">True for the files in it, without folders below.</param>
    long SizeOf(string folder, bool isOnlyFiles = false);
}

/// <summary>The real one.</summary>
internal sealed class RealRoom : IRoom
{
    /// <inheritdoc/>
    public DiskRoom Look(string folder)
    {
        var disk = new DriveInfo(Path.GetFullPath(folder));
        return new(disk.AvailableFreeSpace, disk.TotalSize);
    }

    /// <inheritdoc/>
    public long SizeOf(string folder, bool isOnlyFiles = false) => !Directory.Exists(folder) ? 0 : new DirectoryInfo(folder)
        .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = !isOnlyFiles, IgnoreInaccessible = true })
        .Sum(file => file.Exists ? file.Length : 0);
}
