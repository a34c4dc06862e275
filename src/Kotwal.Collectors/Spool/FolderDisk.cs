using Microsoft.Win32.SafeHandles;

namespace Kotwal.Collectors.Spool;

/// <summary>A folder of the real file system.</summary>
internal sealed class FolderDisk : ISpoolDisk
{
    private readonly string folder;
    private readonly bool isReadOnly;

    /// <param name="folder">The folder; made when absent, unless it is only to be read.</param>
    /// <param name="isReadOnly">True when nothing in it is to be changed.</param>
    public FolderDisk(string folder, bool isReadOnly = false)
    {
        this.folder = Path.GetFullPath(folder);
        this.isReadOnly = isReadOnly;
        if (!isReadOnly)
        {
            Directory.CreateDirectory(this.folder);
        }
    }

    public IReadOnlyList<string> List() => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))];

    public ISpoolFile Open(string name) => new FolderFile(File.OpenHandle(
        Path.Combine(folder, name), FileMode.Open, isReadOnly ? FileAccess.Read : FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public ISpoolFile Create(string name) => new FolderFile(File.OpenHandle(
        Path.Combine(folder, name), FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public void Delete(string name) => File.Delete(Path.Combine(folder, name));

    public void Rename(string from, string to) =>
        File.Move(Path.Combine(folder, from), Path.Combine(folder, to), overwrite: true);

    public void Flush() => FolderFlush.Flush(folder);

    private sealed class FolderFile(SafeFileHandle handle) : ISpoolFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public int Read(Span<byte> buffer, long offset)
        {
            var total = 0;
            while (total < buffer.Length)
            {
                var read = RandomAccess.Read(handle, buffer[total..], offset + total);
                if (read == 0)
                {
                    break;
                }

                total += read;
            }

            return total;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public void Cut(long length) => RandomAccess.SetLength(handle, length);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
