using System.Buffers.Binary;
using System.IO.Hashing;
using Kotwal.Collectors.Spool;
using Kotwal.Detection;
using Kotwal.Events.Reading;

namespace Kotwal.Pipeline;

/// <summary>
/// Keeps what detection (windows of correlations) and the senders' readers (templates, halves of events) remember in one file, with
/// the spool position it stands at. Replaced in one step, so that a crash leaves the old one or the new one.
/// </summary>
internal sealed partial class DetectionCheckpoint(string path, ILogger<DetectionCheckpoint> log)
{
    // "KDC2", spool id, position, XxHash64 of all that follows and precedes it, then the length of detection's own bytes, these
    // bytes, and the readers'. "KDC1" had detection's alone.
    private const uint Magic = 0x4B444332;
    private const uint MagicOfDetectionOnly = 0x4B444331;
    private const int HeaderBytes = 36;

    /// <summary>Gives detection and the readers back what they knew. A missing, foreign or damaged file is told and means position 0.</summary>
    /// <returns>The spool position the state stands at.</returns>
    public async ValueTask<long> RestoreAsync(Guid spool, DetectionEngine detection, SenderReaders readers, CancellationToken cancel)
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

        // Both or none: readers that know more than detection would read what comes again in another way than before.
        var (ofDetection, ofReaders) = Parts(bytes);
        if (!detection.TryRestore(ofDetection))
        {
            Damaged(path);
            return 0;
        }

        if (!readers.TryRestore(ofReaders))
        {
            ReadersBeginAnew(path);
        }

        return BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(20));
    }

    /// <summary>Saves what detection and the readers know; durable when it returns.</summary>
    public void Save(Guid spool, long position, DetectionEngine detection, SenderReaders readers)
    {
        var ofDetection = detection.Snapshot();
        var ofReaders = readers.Snapshot();
        var bytes = new byte[HeaderBytes + sizeof(int) + ofDetection.Length + ofReaders.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        spool.TryWriteBytes(bytes.AsSpan(4));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(20), position);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeaderBytes), ofDetection.Length);
        ofDetection.CopyTo(bytes, HeaderBytes + sizeof(int));
        ofReaders.Span.CopyTo(bytes.AsSpan(HeaderBytes + sizeof(int) + ofDetection.Length));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(28), HashOf(bytes));

        DurableFile.Replace(path, bytes);
    }

    /// <summary>Whether the bytes are a file that was written here, whole.</summary>
    public static bool IsWhole(byte[] bytes) =>
        bytes.Length >= HeaderBytes && BinaryPrimitives.ReadUInt32LittleEndian(bytes) is Magic or MagicOfDetectionOnly
        && BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(28)) == HashOf(bytes);

    private static (byte[] OfDetection, byte[] OfReaders) Parts(byte[] file)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(file) == MagicOfDetectionOnly)
        {
            return (file[HeaderBytes..], []);
        }

        var parts = new StateReader(file.AsSpan(HeaderBytes));
        var ofDetection = parts.ReadBytes();
        return (ofDetection.ToArray(), file[(HeaderBytes + sizeof(int) + ofDetection.Length)..]);
    }

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

    [LoggerMessage(9016, LogLevel.Warning, "The readers' state in {Path} is of another version, at least of one sender: what that sender's records leaned on has to come again.")]
    private partial void ReadersBeginAnew(string path);
}
