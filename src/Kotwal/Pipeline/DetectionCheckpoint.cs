using System.Buffers.Binary;
using System.IO.Hashing;
using Kotwal.Collectors.Spool;
using Kotwal.Detection;

namespace Kotwal.Pipeline;

/// <summary>
/// Keeps what detection remembers (windows of correlations) in one file, with the spool position it stands at. Replaced
/// in one step, so that a crash leaves the old one or the new one.
/// </summary>
internal sealed partial class DetectionCheckpoint(string path, ILogger<DetectionCheckpoint> log)
{
    // "KDC1", spool id, position, XxHash64 of all that follows and precedes it, then detection's own bytes.
    private const uint Magic = 0x4B444331;
    private const int HeaderBytes = 36;

    /// <summary>Gives detection back what it knew. A missing, foreign or damaged file is told and means position 0.</summary>
    /// <returns>The spool position the state stands at.</returns>
    public async ValueTask<long> RestoreAsync(Guid spool, DetectionEngine detection, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        var bytes = await File.ReadAllBytesAsync(path, cancel);
        if (!IsWhole(bytes))
        {
            Damaged(path);
            return 0;
        }

        if (new Guid(bytes.AsSpan(4, 16)) != spool)
        {
            ForeignSpool(path);
            return 0;
        }

        if (!detection.TryRestore(bytes.AsSpan(HeaderBytes)))
        {
            Damaged(path);
            return 0;
        }

        return BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(20));
    }

    /// <summary>Saves what detection knows; durable when it returns.</summary>
    public void Save(Guid spool, long position, DetectionEngine detection)
    {
        var state = detection.Snapshot();
        var bytes = new byte[HeaderBytes + state.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        spool.TryWriteBytes(bytes.AsSpan(4));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(20), position);
        state.CopyTo(bytes, HeaderBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(28), HashOf(bytes));

        DurableFile.Replace(path, bytes);
    }

    /// <summary>Whether the bytes are a file that was written here, whole.</summary>
    public static bool IsWhole(byte[] bytes) =>
        bytes.Length >= HeaderBytes && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Magic
        && BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(28)) == HashOf(bytes);

    private static ulong HashOf(ReadOnlySpan<byte> file)
    {
        var hash = new XxHash64();
        hash.Append(file[..28]);
        hash.Append(file[HeaderBytes..]);
        return hash.GetCurrentHashAsUInt64();
    }

    [LoggerMessage(9011, LogLevel.Error, "The detection state {Path} is damaged: correlations begin anew, and what the spool still holds is looked at again.")]
    private partial void Damaged(string path);

    [LoggerMessage(9012, LogLevel.Warning, "The detection state {Path} belongs to another spool: correlations begin anew.")]
    private partial void ForeignSpool(string path);
}
