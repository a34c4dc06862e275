using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Syslog;

/// <summary>
/// Syslog as it is met: RFC 5424, RFC 3164 and what devices make of it (no priority, no host, ISO times, a sequence number,
/// Cisco's mnemonics). Any line is a message; nothing is refused.
/// </summary>
internal sealed class SyslogFormat : IEventFormat
{
    private readonly JsonNames structured = new(path => new NameMeaning(Field.Of("log.syslog.structured_data." + path)));
    private readonly JsonNames own = new(path => SchemaName.Of(path, "json."));

    public string Name => "syslog";

    public int Score(ReadOnlySpan<byte> payload)
    {
        if (SyslogHeader.TryReadPriority(payload, out _, out var used))
        {
            return payload[used..].StartsWith("1 "u8) ? 96 : 85;
        }

        var header = SyslogHeader.Read(payload, Sample, zone: null);
        return header.Time is null || header.AppName.Length == 0 ? 0 : header.HostName.Length > 0 ? 75 : 60;
    }

    public IEventReader CreateReader() => new SyslogReader(structured, own);

    // Only whether there is a time counts for the score, not which.
    private static EventTime Sample => EventTime.From(DateTimeOffset.UnixEpoch);
}
