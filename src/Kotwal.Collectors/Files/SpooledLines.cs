using Kotwal.Events;

namespace Kotwal.Collectors.Files;

/// <summary>
/// Finds the lines that a crash left in the spool but not yet in the checkpoints, so that they are not read a second time: a
/// line counts when the spool has the very bytes that stand next in the file.
/// </summary>
internal static class SpooledLines
{
    private const int MaxRecords = 5000;
    private const int MaxBytes = 4 << 20;

    /// <summary>Moves the offsets of the checkpoints past what the spool holds of their files.</summary>
    public static async Task<FileCheckpoints> PassAsync(
        FileCheckpoints checkpoints, Spool.Spool spool, string transport, CancellationToken cancel)
    {
        var offsets = checkpoints.Files.ToDictionary(file => file.Path, file => file.Offset);
        using var files = new OpenFiles();
        for (var position = Math.Max(checkpoints.Position, spool.ReleasedPosition); position < spool.EndPosition;)
        {
            using var batch = await spool.ReadAsync(position, MaxRecords, MaxBytes, TimeSpan.Zero, cancel);
            foreach (var record in batch.Records)
            {
                if (record.Origin.Transport == transport && record.Origin.Sender is { } path
                    && offsets.TryGetValue(path, out var offset) && files.Find(path) is { } file)
                {
                    offsets[path] = Pass(record, file, offset);
                }
            }

            position = batch.Next;
        }

        return checkpoints with { Files = [.. checkpoints.Files.Select(file => file with { Offset = offsets[file.Path] })] };
    }

    private static long Pass(in Record record, FileStream file, long offset)
    {
        var start = PassAny(file, offset, "\r\n"u8);
        var line = new byte[record.Payload.Length];
        var isSame = !record.IsTruncated && RandomAccess.Read(file.SafeFileHandle, line, start) == line.Length
            && line.AsSpan().SequenceEqual(record.Payload.Span);
        return isSame ? PassAny(file, start + line.Length, "\r\n"u8) : offset;
    }

    private static long PassAny(FileStream file, long offset, ReadOnlySpan<byte> blank)
    {
        Span<byte> next = stackalloc byte[1];
        while (RandomAccess.Read(file.SafeFileHandle, next, offset) == 1 && blank.Contains(next[0]))
        {
            offset++;
        }

        return offset;
    }

    private sealed class OpenFiles : IDisposable
    {
        private readonly Dictionary<string, FileStream?> files = [];

        public FileStream? Find(string path)
        {
            if (!files.TryGetValue(path, out var file))
            {
                file = File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null;
                files.Add(path, file);
            }

            return file;
        }

        public void Dispose()
        {
            foreach (var file in files.Values)
            {
                file?.Dispose();
            }
        }
    }
}
