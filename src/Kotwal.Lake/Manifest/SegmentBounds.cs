using Kotwal.Events;
using Kotwal.Lake.Columns;

namespace Kotwal.Lake.Manifest;

/// <summary>The times between which the events of a segment lie, ends included, in microseconds since 1970.</summary>
/// <param name="TimestampFrom">Earliest <c>@timestamp</c>.</param>
/// <param name="TimestampTo">Latest <c>@timestamp</c>.</param>
/// <param name="IngestedFrom">Earliest <c>event.ingested</c>.</param>
/// <param name="IngestedTo">Latest <c>event.ingested</c>.</param>
internal readonly record struct SegmentBounds(long TimestampFrom, long TimestampTo, long IngestedFrom, long IngestedTo)
{
    /// <summary>The bounds of no event.</summary>
    public static SegmentBounds None { get; } = new(long.MaxValue, long.MinValue, long.MaxValue, long.MinValue);

    public SegmentBounds With(SecurityEvent added)
    {
        var happened = Microseconds.Of(added.Timestamp, out _);
        var ingested = Microseconds.Of(added.ReceivedAt, out _);
        return With(new SegmentBounds(happened, happened, ingested, ingested));
    }

    /// <summary>True when an event with an <c>@timestamp</c> within the bounds, ends included, can be in the segment.</summary>
    public bool Touches(long? from, long? to) => (from is null || TimestampTo >= from) && (to is null || TimestampFrom <= to);

    /// <summary>True when an event with an <c>event.ingested</c> within the bounds, ends included, can be in the segment.</summary>
    public bool TouchesReceived(long? from, long? to) => (from is null || IngestedTo >= from) && (to is null || IngestedFrom <= to);

    public SegmentBounds With(SegmentBounds other) => new(
        Math.Min(TimestampFrom, other.TimestampFrom),
        Math.Max(TimestampTo, other.TimestampTo),
        Math.Min(IngestedFrom, other.IngestedFrom),
        Math.Max(IngestedTo, other.IngestedTo));
}
