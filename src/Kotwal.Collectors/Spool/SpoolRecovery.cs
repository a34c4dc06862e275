using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Spool;

/// <summary>What was found when the spool was opened.</summary>
/// <param name="Id">The spool's identity.</param>
/// <param name="Key">Keys the checks of its frames.</param>
/// <param name="Released">Everything before it may be forgotten.</param>
/// <param name="End">End of what is durable.</param>
/// <param name="NextStart">Where the next segment begins; no position before it is given out again.</param>
/// <param name="ReceivedAt">The newest receive time, in nanoseconds since 1970.</param>
/// <param name="Segments">The segments, in the order of their positions.</param>
internal sealed record SpoolState(
    Guid Id, long Key, long Released, long End, long NextStart, long ReceivedAt, IReadOnlyList<Segment> Segments);

/// <summary>
/// Finds out what a folder holds: cuts a torn tail, tells what is missing, never says nothing. Each run writes segments of its
/// own, so only the last one can have a tail that nobody acknowledged.
/// </summary>
internal sealed partial class SpoolRecovery(ISpoolDisk disk, SpoolMeter meter, ILogger log)
{
    public const string IdName = "id";

    public SpoolState Open()
    {
        var names = disk.List();
        var found = Found(names);
        var id = IdOf(names, found);
        var key = KeyOf(id);
        var checkpoint = CheckpointOf(names, found);
        var segments = Chain(found, checkpoint.Released);
        if (segments.Count == 0)
        {
            return new SpoolState(
                id, key, checkpoint.Released, checkpoint.Released, checkpoint.Released, checkpoint.ReceivedAt, []);
        }

        var receivedAt = CutTail(segments, id, key);
        for (var i = segments.Count - 1; receivedAt is null && i >= 0; i--)
        {
            receivedAt = Walk(segments[i], key).ReceivedAt;
        }

        var end = Math.Max(segments[^1].End, checkpoint.Released);
        return new SpoolState(
            id, key, checkpoint.Released, end, end, Math.Max(receivedAt ?? 0, checkpoint.ReceivedAt), segments);
    }

    private List<(Segment Segment, SegmentHeader? Header)> Found(IReadOnlyList<string> names)
    {
        var found = new List<(Segment Segment, SegmentHeader? Header)>();
        Span<byte> head = stackalloc byte[SegmentHeader.Bytes];
        foreach (var start in names.Select(SegmentHeader.BaseOf).OfType<long>().Order())
        {
            using var file = disk.Open(SegmentHeader.NameOf(start));
            var read = file.Read(head, 0);
            found.Add((new Segment(start, start + (file.Length & ~(Frame.Alignment - 1L)), file.Length), SegmentHeader.Read(head[..read])));
        }

        // The program ended while it made the file: nothing was in it yet.
        if (found.Count > 0 && found[^1].Segment.FileBytes < SegmentHeader.Bytes)
        {
            disk.Delete(SegmentHeader.NameOf(found[^1].Segment.Start));
            found.RemoveAt(found.Count - 1);
        }

        return found;
    }

    private Guid IdOf(IReadOnlyList<string> names, List<(Segment Segment, SegmentHeader? Header)> found)
    {
        var said = names.Contains(IdName) ? ReadId(disk) : null;
        var chosen = Choose(said, found.Select(item => item.Header?.Spool));
        if (chosen is { } known && known == said)
        {
            return known;
        }

        if (names.Contains(IdName) || found.Count > 0)
        {
            IdGone(chosen is null ? "a new one is drawn, and what the segments hold cannot be read" : "it was found in a segment");
        }

        var id = chosen ?? new Guid(RandomNumberGenerator.GetBytes(16));
        using (var file = disk.Create(IdName))
        {
            file.Write(Encoding.ASCII.GetBytes(id.ToString("D") + "\n"), 0);
            file.Flush();
        }

        disk.Flush();
        return id;
    }

    /// <summary>Keys the checks of a spool's frames.</summary>
    public static long KeyOf(Guid id) => (long)XxHash3.HashToUInt64(id.ToByteArray(bigEndian: true));

    /// <summary>What the file of the id says; null when it says none.</summary>
    public static Guid? ReadId(ISpoolDisk disk)
    {
        using var file = disk.Open(IdName);
        Span<byte> text = stackalloc byte[64];
        return Guid.TryParse(Encoding.ASCII.GetString(text[..file.Read(text, 0)]), out var id) ? id : null;
    }

    /// <summary>
    /// The id, of what its file says and what the segments' heads say: these have a check, and the file has none. When no head agrees
    /// with the file, one digit of it was damaged.
    /// </summary>
    public static Guid? Choose(Guid? said, IEnumerable<Guid?> heads)
    {
        var known = heads.OfType<Guid>().ToList();
        return said is { } id && (known.Count == 0 || known.Contains(id)) ? id : known.Count == 0 ? null : known[^1];
    }

    private Checkpoint CheckpointOf(IReadOnlyList<string> names, List<(Segment Segment, SegmentHeader? Header)> found)
    {
        if (names.Contains(Checkpoint.Name) && Checkpoint.Read(disk) is { } known)
        {
            if (found.Count == 0)
            {
                SegmentsGone(known.Released);
            }

            return known;
        }

        var first = found.Count == 0 ? 0 : found[0].Segment.Start;
        if (first > 0 || names.Contains(Checkpoint.Name))
        {
            CheckpointGone(first);
        }

        return new Checkpoint(first, 0);
    }

    /// <summary>Sets each segment's end by what the next one says of it, and tells what is missing between them.</summary>
    private List<Segment> Chain(List<(Segment Segment, SegmentHeader? Header)> found, long released)
    {
        var segments = new List<Segment>();
        var reached = released;
        for (var i = 0; i < found.Count; i++)
        {
            var (segment, header) = found[i];
            var limit = i + 1 < found.Count ? found[i + 1].Header?.PreviousEnd ?? found[i + 1].Segment.Start : long.MaxValue;
            if (limit <= segment.Start)
            {
                // Left by a write that failed: the senders were told so.
                disk.Delete(SegmentHeader.NameOf(segment.Start));
                continue;
            }

            if (header is null)
            {
                HeaderDamaged(segment.Start);
            }

            if (header?.PreviousEnd > reached)
            {
                meter.MissingBytes.Add(header.Value.PreviousEnd - reached);
                BytesMissing(reached, header.Value.PreviousEnd);
            }

            segment.End = Math.Min(segment.End, limit);
            reached = Math.Max(reached, segment.End);
            segments.Add(segment);
        }

        return segments;
    }

    /// <summary>Cuts what follows the last whole frame of all; gives the receive time of that frame.</summary>
    private long? CutTail(List<Segment> segments, Guid id, long key)
    {
        var last = segments[^1];
        var (wholeEnd, receivedAt) = Walk(last, key);
        using var file = disk.Open(SegmentHeader.NameOf(last.Start));

        // What the last run wrote may still be in memory only, and readers must see nothing that a loss of power can take.
        file.Flush();
        var torn = last.Start + last.FileBytes - wholeEnd;
        if (torn == 0)
        {
            return receivedAt;
        }

        // The positions of the tail are used up: if the damage is of the disk's making, readers may have seen what was there.
        var start = last.End + Frame.Alignment;
        last.End = wholeEnd;
        using (var next = disk.Create(SegmentHeader.NameOf(start)))
        {
            Span<byte> head = stackalloc byte[SegmentHeader.Bytes];
            new SegmentHeader(id, start, wholeEnd).Write(head);
            next.Write(head, 0);
            next.Flush();
        }

        disk.Flush();
        file.Cut(wholeEnd - last.Start);
        last.FileBytes = wholeEnd - last.Start;
        segments.Add(new Segment(start, start + SegmentHeader.Bytes, SegmentHeader.Bytes));
        meter.TornBytes.Add(torn);
        TailTorn(wholeEnd, torn);
        return receivedAt;
    }

    private (long WholeEnd, long? ReceivedAt) Walk(Segment segment, long key)
    {
        // Damage between whole frames is told when it is read.
        using var cursor = new SegmentCursor(disk.Open(SegmentHeader.NameOf(segment.Start)), segment.Start, key, (_, _) => { });
        long? receivedAt = null;
        while (cursor.TryNext(segment.End, mayRefill: true, out var frame, out _))
        {
            receivedAt = frame.Kind == FrameKind.Void ? receivedAt : frame.ReceivedAt;
        }

        return (cursor.WholeEnd, receivedAt);
    }

    [LoggerMessage(1008, LogLevel.Warning, "The spool ended in the middle of a write: {Bytes} bytes after position {Position} were cut. Nothing in them was acknowledged, unless the disk damaged them later.")]
    private partial void TailTorn(long position, long bytes);

    [LoggerMessage(1009, LogLevel.Error, "The spool's bytes from {From} to {To} are missing: a segment file is gone or was cut short.")]
    private partial void BytesMissing(long from, long to);

    [LoggerMessage(1010, LogLevel.Error, "The spool has no segment file left, though positions up to {Position} and more were in use. Records that were not processed are lost.")]
    private partial void SegmentsGone(long position);

    [LoggerMessage(1011, LogLevel.Error, "The head of the segment at {Position} is damaged; its records are read all the same.")]
    private partial void HeaderDamaged(long position);

    [LoggerMessage(1012, LogLevel.Error, "The spool's id file is missing or damaged: {Outcome}.")]
    private partial void IdGone(string outcome);

    [LoggerMessage(1013, LogLevel.Warning, "The spool's checkpoint is missing or damaged. Reading starts again at {Position}; what was stored before is recognised and kept once.")]
    private partial void CheckpointGone(long position);
}
