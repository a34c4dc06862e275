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
    private readonly SegmentBuffer buffer = new();
    private readonly GroupNode root = SegmentSchema.CreateRoot();
    private readonly WriterProperties properties = SegmentSchema.CreateProperties();

    /// <summary>Makes one segment for each received UTC day of the batch's events.</summary>
    public IEnumerable<(DateOnly Day, SegmentBytes Segment)> Write(EventBatch batch)
    {
        foreach (var day in DaysOf(batch))
        {
            buffer.Clear();
            var bounds = SegmentBounds.None;
            for (var index = 0; index < batch.Count; index++)
            {
                if (DayOf(batch[index]) == day)
                {
                    buffer.Add(batch[index]);
                    bounds = bounds.With(batch[index]);
                }
            }

            yield return (day, new SegmentBytes(Encode(), buffer.Rows, bounds));
        }
    }

    public void Dispose()
    {
        properties.Dispose();
        root.Dispose();
    }

    private MemoryStream Encode()
    {
        var bytes = new MemoryStream();
        using var stream = new ManagedOutputStream(bytes, leaveOpen: true);
        using var file = new ParquetFileWriter(stream, root, properties);
        using (var group = file.AppendRowGroup())
        {
            buffer.Write(group);
        }

        file.Close();
        return bytes;
    }

    private static SortedSet<DateOnly> DaysOf(EventBatch batch)
    {
        var days = new SortedSet<DateOnly>();
        for (var index = 0; index < batch.Count; index++)
        {
            days.Add(DayOf(batch[index]));
        }

        return days;
    }

    private static DateOnly DayOf(SecurityEvent dated) => DateOnly.FromDateTime(dated.ReceivedAt.ToDateTimeOffset().UtcDateTime);
}

/// <summary>A segment that is not written yet.</summary>
/// <param name="Content">The file's bytes.</param>
/// <param name="Rows">Number of events.</param>
/// <param name="Bounds">The times that they lie between.</param>
internal sealed record SegmentBytes(MemoryStream Content, int Rows, SegmentBounds Bounds);
