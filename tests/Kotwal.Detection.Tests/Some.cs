using System.Text;
using Kotwal.Events;

namespace Kotwal.Detection.Tests;

/// <summary>Makes what does not matter to a test.</summary>
internal static class Some
{
    public static readonly Guid Spool = new("0f0e0d0c-0b0a-0908-0706-050403020100");

    public static readonly RecordOrigin Origin = new() { Source = "test", Transport = "file" };

    /// <summary>A batch with one event that has these fields.</summary>
    public static EventBatch Event(params (string Name, string Value)[] fields) => Add(new EventBatch(Spool), fields);

    /// <summary>Adds one event with these fields to the batch.</summary>
    public static EventBatch Add(EventBatch batch, params (string Name, string Value)[] fields)
    {
        var line = Encoding.UTF8.GetBytes(string.Join(' ', fields.Select(field => field.Value)));
        batch.Begin(new Events.Record(line, Origin, new EventTime(1_000_000_000L * (batch.Count + 1), 0), batch.Count, IsTruncated: false));
        foreach (var (name, value) in fields)
        {
            batch.Add(Field.Of(name), value);
        }

        batch.End();
        return batch;
    }
}
