namespace Kotwal.Collectors.Spool;

/// <summary>Small files that stand beside the spool and are replaced as a whole.</summary>
public static class DurableFile
{
    /// <summary>
    /// Replaces a file in one step: written under another name, flushed and renamed, so that a crash leaves the old one or the new
    /// one. It is on the disk when this returns. For one caller at a time.
    /// </summary>
    /// <exception cref="IOException">The disk is full or broken; what was there stays.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var next = path + ".next";
        using (var file = File.OpenHandle(next, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(next, path, overwrite: true);

        // The new name is on the disk only when its folder is.
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Brings names that were given or changed in a folder to the disk.</summary>
    public static void FlushFolder(string path) => FolderFlush.Flush(path);
}
