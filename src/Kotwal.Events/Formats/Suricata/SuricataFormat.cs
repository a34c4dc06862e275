using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Suricata;

/// <summary>
/// Suricata's EVE: JSON lines of all event types. Every value stands under <c>suricata.eve.*</c> as EVE names it, and what the
/// schema knows stands there too.
/// </summary>
internal sealed class SuricataFormat : IEventFormat
{
    private readonly JsonNames names = new(SuricataNames.MeaningOf);

    public string Name => "suricata";

    public int Score(ReadOnlySpan<byte> payload)
    {
        if (!JsonLook.IsObject(payload) || payload.IndexOf("\"event_type\""u8) < 0 || payload.IndexOf("\"timestamp\""u8) < 0)
        {
            return 0;
        }

        var isSure = payload.IndexOf("\"flow_id\""u8) >= 0 || payload.IndexOf("\"src_ip\""u8) >= 0 || payload.IndexOf("\"stats\""u8) >= 0;
        return isSure ? 95 : 60;
    }

    public IEventReader CreateReader() => new SuricataReader(names);
}
