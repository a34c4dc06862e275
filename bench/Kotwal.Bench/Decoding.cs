using System.Text.Json;
using Kotwal.Events;

namespace Kotwal.Bench;

/// <summary>Reads records into a batch that is cleared after each, as the pipeline does; or only walks over their JSON.</summary>
internal sealed class Decoding(IEventFormat format, Record[] records)
{
    private readonly IEventReader reader = format.CreateReader();
    private readonly EventBatch events = new(Guid.Empty);

    /// <summary>Number of values that the events have.</summary>
    public long Decode()
    {
        var values = 0L;
        foreach (ref readonly var record in records.AsSpan())
        {
            events.Clear();
            reader.Read(in record, events);
            values += events[0].ValueCount;
        }

        return values;
    }

    /// <summary>Number of JSON's tokens: the least that any reader of these lines has to do.</summary>
    public long Walk()
    {
        var tokens = 0L;
        foreach (var record in records)
        {
            var json = new Utf8JsonReader(record.Payload.Span);
            while (json.Read())
            {
                tokens++;
            }
        }

        return tokens;
    }
}
