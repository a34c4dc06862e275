using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Kotwal.Lake.Manifest;

/// <summary>Writes files so that a power cut leaves either the whole file under its name or none.</summary>
internal class LakeFiles
{
    /// <summary>Ending of files that are not whole yet; whoever opens the lake for writing removes them.</summary>
    public const string TemporaryEnding = ".tmp";

    /// <summary>Writes a file whole under a temporary name and publishes it.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing is left behind.</exception>
    public virtual void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + TemporaryEnding;
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            Rename(temporary, path);
        }
        catch (IOException)
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The same for a file that only this account may read.</summary>
    public virtual void WriteSecret(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + TemporaryEnding;
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        Rename(temporary, path);
    }

    /// <summary>Gives a file that somebody else wrote its final name, once its bytes are on the disk.</summary>
    /// <returns>The file's size and SHA-256 in lower-case hexadecimal digits.</returns>
    public virtual (long Bytes, string Sha256) Publish(string temporary, string path)
    {
        using var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var hash = Convert.ToHexStringLower(SHA256.HashData(file));
        file.Flush(flushToDisk: true);
        Rename(temporary, path);
        return (file.Length, hash);
    }

    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Makes a folder, durably.</summary>
    public virtual void CreateFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            SyncFolder(Path.GetDirectoryName(path)!);
        }
    }

    private static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        SyncFolder(Path.GetDirectoryName(to)!);
    }

    // A rename is on the disk only when its folder is. Windows has no such call and needs none.
    private static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = OpenFolder(path, 0);
        if (descriptor < 0)
        {
            throw new IOException($"The folder {path} cannot be opened.", new Win32Exception());
        }

        var result = SyncDescriptor(descriptor);
        _ = CloseDescriptor(descriptor);
        if (result < 0)
        {
            throw new IOException($"The folder {path} cannot be written to the disk.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncDescriptor(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseDescriptor(int descriptor);
}
