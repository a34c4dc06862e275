using Kotwal.Events;
using Kotwal.Lake.Manifest;
using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace Kotwal.Lake.Parquet;

/// <summary>
/// Makes the bytes of level-0 segments from batches of events. The bytes go to memory first: a batch is small, and a full disk
/// is then met by our own code and not inside the library. Not for several threads.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private const int MaxKeptBytes = 32 * 1024 * 1024;

    private readonly SegmentBuffer buffer = new();
    private MemoryStream content = new();
    private readonly GroupNode root = SegmentSchema.CreateRoot();
    private readonly WriterProperties properties = SegmentSchema.CreateProperties(isDense: false);

    /// <summary>
    /// Makes one segment for each received UTC day and retention class of the batch's events, with rows sorted by source, then time.
    /// The bytes of one are good until the next is asked for.
    /// </summary>
    /// <param name="batch">The events.</param>
    /// <param name="classOf">Says which class an event belongs to.</param>
    /// <param name="segmentOf">Gives the number of the new segment of a day and class.</param>
    public IEnumerable<(DateOnly Day, string Class, SegmentBytes Segment)> Write(
        EventBatch batch, Func<SecurityEvent, string> classOf, Func<DateOnly, string, long> segmentOf)
    {
        foreach (var part in Enumerable.Range(0, batch.Count).GroupBy(index => (Day: DayOf(batch[index]), Class: classOf(batch[index]))))
        {
            var order = part.OrderBy(index => batch[index].Origin.Source, StringComparer.Ordinal).ThenBy(index => batch[index].Timestamp);
            yield return (part.Key.Day, part.Key.Class, Encode(batch, [.. order], segmentOf(part.Key.Day, part.Key.Class)));
        }
    }

    public void Dispose()
    {
        properties.Dispose();
        root.Dispose();
    }

    private SegmentBytes Encode(EventBatch batch, int[] order, long segment)
    {
        var bounds = SegmentBounds.None;
        content = content.Capacity > MaxKeptBytes ? new MemoryStream() : content;
        content.SetLength(0);
        using var stream = new ManagedOutputStream(content, leaveOpen: true);
        using var file = new ParquetFileWriter(stream, root, properties);
        var groups = 0;
        buffer.Clear();
        foreach (var index in order)
        {
            buffer.Add(batch[index]);
            bounds = bounds.With(batch[index]);
            if (buffer.IsFull)
            {
                WriteGroup(file, SegmentSchema.NumberOf(segment, groups++));
            }
        }

        if (buffer.Rows > 0)
        {
            WriteGroup(file, SegmentSchema.NumberOf(segment, groups++));
        }

        file.Close();
        return new SegmentBytes(content, order.Length, groups, bounds);
    }

    private void WriteGroup(ParquetFileWriter file, long number)
    {
        using var group = file.AppendRowGroup();
        buffer.Write(group, number);
        buffer.Clear();
    }

    private static DateOnly DayOf(SecurityEvent dated) => DateOnly.FromDateTime(dated.ReceivedAt.ToDateTimeOffset().UtcDateTime);
}

/// <summary>A segment that is not written yet.</summary>
/// <param name="Content">The file's bytes.</param>
/// <param name="Rows">Number of events.</param>
/// <param name="RowGroups">Number of row groups.</param>
/// <param name="Bounds">The times that they lie between.</param>
internal sealed record SegmentBytes(MemoryStream Content, int Rows, int RowGroups, SegmentBounds Bounds);
