using System.Security.Cryptography;
using Kotwal.Collectors.Spool;

namespace Kotwal.Copies;

/// <summary>Copies files so that they are on the disk when it returns, for this account alone, and says what was copied.</summary>
internal static class DurableCopy
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int BlockBytes = 1 << 20;

    /// <summary>Copies what a stream has up to now.</summary>
    /// <param name="source">The bytes; read from where it stands.</param>
    /// <param name="target">The file, which is made or replaced.</param>
    /// <param name="cancel">Gives up; what was written stays.</param>
    public static async Task<(long Bytes, string Sha256)> CopyAsync(Stream source, string target, CancellationToken cancel)
    {
        CreatePrivateFolder(Path.GetDirectoryName(target)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(target, options);
        var block = new byte[BlockBytes];
        for (int read; (read = await source.ReadAsync(block, cancel)) > 0;)
        {
            hash.AppendData(block, 0, read);
            await file.WriteAsync(block.AsMemory(0, read), cancel);
        }

        file.Flush(flushToDisk: true);
        return (file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public static async Task<(long Bytes, string Sha256)> CopyAsync(string source, string target, CancellationToken cancel)
    {
        await using var file = Open(source);
        return await CopyAsync(file, target, cancel);
    }

    /// <summary>Opens a file that others may write to or delete meanwhile; its bytes can be read until it is closed.</summary>
    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, useAsync: true);

    public static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    public static void FlushFolder(string path) => DurableFile.FlushFolder(path);
}
