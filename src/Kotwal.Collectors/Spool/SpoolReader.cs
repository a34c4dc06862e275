using Kotwal.Events;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Spool;

/// <summary>Reads what is durable, from any position. Keeps a few places open, so that several readers can go on where they were.</summary>
internal sealed partial class SpoolReader(SpoolFolder folder, SpoolMeter meter, ILogger log) : IDisposable
{
    private const int MaxCursors = 4;
    private const int BytesPerRecordGuess = 512;
    private const int MinWindowBytes = 64 << 10;
    private const byte ReceivedAtDigits = 6;

    private readonly Lock gate = new();
    private readonly List<SegmentCursor> cursors = [];

    public SpoolBatch Read(long from, int maxRecords, int maxBytes)
    {
        lock (gate)
        {
            var position = from;
            var durable = folder.End;
            while (folder.Find(position) is var (start, end))
            {
                var cursor = CursorAt(start, Math.Max(position, start + SegmentHeader.Bytes), continues: position);
                var records = Read(cursor, end, maxRecords, maxBytes);
                position = cursor.Position;
                var memory = cursor.TakeWindow();
                if (records.Count > 0)
                {
                    return new SpoolBatch(records, from, position, memory);
                }

                new SpoolBatch([], from, position, memory).Dispose();
            }

            // What no segment holds on the way to the end was never given out.
            return new SpoolBatch([], from, Math.Max(position, durable), null);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            cursors.ForEach(cursor => cursor.Dispose());
            cursors.Clear();
        }
    }

    private SegmentCursor CursorAt(long start, long position, long continues)
    {
        if (cursors.Find(cursor => cursor.Start == start && cursor.Position == position) is { } open)
        {
            return open;
        }

        // A reader that moves on to the next segment leaves its old place for good.
        var left = cursors.FindIndex(cursor => cursor.Position == continues);
        if (left >= 0 || cursors.Count == MaxCursors)
        {
            cursors[Math.Max(left, 0)].Dispose();
            cursors.RemoveAt(Math.Max(left, 0));
        }

        var added = new SegmentCursor(folder.Disk.Open(SegmentHeader.NameOf(start)), start, folder.Key, Damaged);
        cursors.Add(added);
        added.SkipTo(position);
        return added;
    }

    private List<Record> Read(SegmentCursor cursor, long end, int maxRecords, int maxBytes)
    {
        try
        {
            var records = new List<Record>();
            var bytes = 0;
            cursor.OpenWindow((int)Math.Clamp((long)maxRecords * BytesPerRecordGuess, MinWindowBytes, Math.Max(maxBytes, MinWindowBytes)));
            while (records.Count < maxRecords && bytes < maxBytes
                && cursor.TryNext(end, mayRefill: records.Count == 0, out var frame, out var payload))
            {
                if (frame.Kind == FrameKind.Record)
                {
                    bytes += payload.Length;
                    records.Add(new Record(
                        payload,
                        cursor.Origins.Find(frame.Origin),
                        new EventTime(frame.ReceivedAt, ReceivedAtDigits),
                        cursor.Position - frame.TotalBytes,
                        frame.IsTruncated));
                }
            }

            if (cursor.Position >= end)
            {
                cursor.EndDamage();
            }

            return records;
        }
        catch
        {
            // Where the cursor stands is not certain any more; the next read opens another.
            cursors.Remove(cursor);
            cursor.Dispose();
            throw;
        }
    }

    private void Damaged(long from, long to)
    {
        meter.DamagedBytes.Add(to - from);
        BytesDamaged(from, to);
    }

    [LoggerMessage(1007, LogLevel.Error, "The spool's bytes from {From} to {To} are damaged and were passed over: their check fails. Look at the disk.")]
    private partial void BytesDamaged(long from, long to);
}
