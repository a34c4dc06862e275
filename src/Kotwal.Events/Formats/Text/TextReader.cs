using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.Text;

/// <summary>Reads a line as a message.</summary>
internal sealed class TextReader : IEventReader
{
    private readonly SenderZone zone = new();

    public void Read(in Record record, EventBatch output)
    {
        output.Begin(in record);
        var payload = record.Payload.Span;
        output.AddSlice(Ecs.Message, 0, payload.TrimEnd("\r\n\0"u8).Length);
        output.Add(Ecs.EventKind, "event"u8);
        var local = zone.Of(record.Origin);
        if (Timestamps.TryReadIso(payload.TrimStart((byte)'['), local, out var time, out _)
            || Timestamps.TryReadRfc3164(payload, record.ReceivedAt, local, out time, out _))
        {
            output.SetTime(time);
        }
        else
        {
            EventStamp.Missing(output);
        }

        output.End();
    }
}
