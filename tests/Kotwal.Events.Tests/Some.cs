namespace Kotwal.Events.Tests;

/// <summary>Values that a test needs and does not care about.</summary>
internal static class Some
{
    public static readonly EventTime Time = EventTime.From(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    public static RecordOrigin Origin(string? format = null, string? timeZone = null, string? sender = "192.0.2.7") =>
        new() { Source = "some", Transport = "file", Sender = sender, Format = format, TimeZone = timeZone };

    public static Record Record(string text, RecordOrigin? origin = null, EventTime? receivedAt = null) =>
        Record(System.Text.Encoding.UTF8.GetBytes(text), origin, receivedAt);

    public static Record Record(byte[] bytes, RecordOrigin? origin = null, EventTime? receivedAt = null, long position = 0, bool isTruncated = false) =>
        new(bytes, origin ?? Origin(), receivedAt ?? Time, position, isTruncated);

    public static EventBatch Batch() => new(Guid.Empty);

    /// <summary>A batch that holds the one event of a record as a format reads it.</summary>
    public static SecurityEvent Event(IEventFormat format, string text, RecordOrigin? origin = null, EventTime? receivedAt = null)
    {
        var batch = Batch();
        format.CreateReader().Read(Record(text, origin, receivedAt), batch);
        Assert.Equal(1, batch.Count);
        return batch[0];
    }

    /// <summary>An event with given fields.</summary>
    public static SecurityEvent Event(params (string Name, string Value)[] fields)
    {
        var batch = Batch();
        batch.Begin(Record("original"));
        foreach (var (name, value) in fields)
        {
            batch.Add(Field.Of(name), value);
        }

        batch.End();
        return batch[0];
    }
}
