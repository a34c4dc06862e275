using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.EcsJson;

/// <summary>Reads one event of the schema per record.</summary>
internal sealed class EcsReader(JsonNames names) : IEventReader
{
    private static readonly Field OwnTimestamp = Field.Of("ecs.@timestamp");

    private readonly SchemaRecord fields = new(names, EcsFormat.TimestampRole + 1);
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

        var stamp = fields.Place(EcsFormat.TimestampRole);
        if (!EventStamp.Set(output, output.TextAt(stamp), zone.Of(record.Origin)) && stamp.Length > 0)
        {
            output.Add(OwnTimestamp, stamp);
        }

        output.End();
    }
}
