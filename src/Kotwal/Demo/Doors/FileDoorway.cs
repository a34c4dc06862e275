namespace Kotwal.Demo.Doors;

/// <summary>
/// A file that grows by one line a message. Beyond a size it is renamed to <c>.1</c> and begun again, as log rotation does, so
/// that a demo left running for days does not fill the disk.
/// </summary>
/// <param name="path">The file; its folder is made when it is missing.</param>
/// <param name="maxBytes">Size from which the next message begins a new file. Default 64 MiB.</param>
internal sealed class FileDoorway(string path, long maxBytes = 64 * 1024 * 1024) : IDoorway
{
    private FileStream? file;

    public async Task SendAsync(IReadOnlyList<byte[]> messages, CancellationToken cancel)
    {
        file ??= Open();
        if (file.Length >= maxBytes)
        {
            await file.DisposeAsync();
            File.Move(path, path + ".1", overwrite: true);
            file = Open();
        }

        using var lines = new MemoryStream();
        foreach (var message in messages)
        {
            lines.Write(message);
            lines.WriteByte((byte)'\n');
        }

        await file.WriteAsync(lines.ToArray(), cancel);
        await file.FlushAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (file is not null)
        {
            await file.DisposeAsync();
        }
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }
}
