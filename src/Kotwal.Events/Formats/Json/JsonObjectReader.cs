using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.Json;

/// <summary>Reads one JSON object per record.</summary>
internal sealed class JsonObjectReader(JsonNames names) : IEventReader
{
    // The first of the names is no field of an event, so it is kept here when it was no time.
    private static readonly Field OwnTimestamp = Field.Of("json." + JsonFormat.TimeNames[0]);

    private readonly SchemaRecord fields = new(names, JsonFormat.TimeNames.Length + 1);
    private readonly SenderZone zone = new();

    public void Read(in Record record, EventBatch output)
    {
        output.Begin(in record);
        var error = fields.Read(0, record.Payload.Span, output);
        if (error is not null)
        {
            Unreadable.Mark(output, error);
        }
        else if (!output.Has(Ecs.EventKind))
        {
            output.Add(Ecs.EventKind, "event"u8);
        }

        AddTime(output, zone.Of(record.Origin));
        output.End();
    }

    private void AddTime(EventBatch output, TimeZoneInfo? local)
    {
        for (var role = 1; role <= JsonFormat.TimeNames.Length; role++)
        {
            var text = fields.Text(role);
            if (!text.IsEmpty && (Timestamps.TryReadIso(text, local, out var time) || Timestamps.TryReadEpoch(text, out time)))
            {
                output.SetTime(time);
                return;
            }
        }

        EventStamp.Missing(output);
        if (fields.Place(1).Length > 0)
        {
            output.Add(OwnTimestamp, fields.Place(1));
        }
    }
}
