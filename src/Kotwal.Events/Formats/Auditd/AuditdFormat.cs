using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Auditd;

/// <summary>
/// Linux audit records as text, one event per record line: <c>type=… msg=audit(time:serial): key=value …</c>, plain or enriched.
/// Every field stands under <c>auditd.log.*</c>, hexadecimal text decoded.
/// </summary>
internal sealed class AuditdFormat : IEventFormat
{
    private readonly JsonNames names = new(AuditdNames.MeaningOf);

    public string Name => "auditd";

    public int Score(ReadOnlySpan<byte> payload)
    {
        var head = payload[..Math.Min(payload.Length, 256)];
        var isTyped = head.StartsWith("type="u8) || (head.StartsWith("node="u8) && head.IndexOf(" type="u8) > 0);
        return isTyped && head.IndexOf("msg=audit("u8) > 0 ? 97 : 0;
    }

    public IEventReader CreateReader() => new AuditdReader(names);
}
