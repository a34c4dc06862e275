using System.Buffers.Text;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Syslog;

/// <summary>What stands before a syslog message, by its places in the payload.</summary>
internal readonly ref struct SyslogHeader
{
    private const int MaxTagBytes = 128;

    public SyslogPriority? Priority { get; init; }

    /// <summary>1 for RFC 5424, 0 for all else.</summary>
    public int Version { get; init; }

    public EventTime? Time { get; init; }

    public TextPlace HostName { get; init; }

    public TextPlace AppName { get; init; }

    public TextPlace ProcessId { get; init; }

    public TextPlace MessageId { get; init; }

    /// <summary>Structured data with its brackets (RFC 5424, section 6.3).</summary>
    public TextPlace Structured { get; init; }

    public int MessageStart { get; init; }

    public static SyslogHeader Read(ReadOnlySpan<byte> payload, EventTime receivedAt, TimeZoneInfo? zone)
    {
        var at = payload.StartsWith("\uFEFF"u8) ? 3 : 0;
        SyslogPriority? priority = TryReadPriority(payload[at..], out var read, out var used) ? read : null;
        at += used;
        return priority is not null && payload[at..].StartsWith("1 "u8) && TryRead5424(payload, at + 2, priority, out var header)
            ? header
            : Read3164(payload, at, priority, receivedAt, zone);
    }

    public static bool TryReadPriority(ReadOnlySpan<byte> payload, out SyslogPriority priority, out int used)
    {
        priority = default;
        used = 0;
        if (payload.Length < 3 || payload[0] != (byte)'<' || !char.IsAsciiDigit((char)payload[1])
            || !Utf8Parser.TryParse(payload[1..], out int value, out var digits) || digits > 3
            || value > SyslogPriority.Largest || digits + 1 >= payload.Length || payload[digits + 1] != (byte)'>')
        {
            return false;
        }

        priority = new(value);
        used = digits + 2;
        return true;
    }

    private static bool TryRead5424(ReadOnlySpan<byte> payload, int at, SyslogPriority? priority, out SyslogHeader header)
    {
        header = default;
        if (!TryToken(payload, ref at, out var time) || !TryToken(payload, ref at, out var host) || !TryToken(payload, ref at, out var app)
            || !TryToken(payload, ref at, out var process) || !TryToken(payload, ref at, out var message))
        {
            return false;
        }

        var text = payload.Slice(time.Offset, time.Length);
        var hasTime = Timestamps.TryReadIso(text, zone: null, out var happened);
        if (!hasTime && !text.SequenceEqual("-"u8))
        {
            return false;
        }

        var data = StructuredLength(payload[at..]);
        var start = at + data;
        start += start < payload.Length && payload[start] == (byte)' ' ? 1 : 0;
        start += payload[start..].StartsWith("\uFEFF"u8) ? 3 : 0;
        header = new()
        {
            Priority = priority,
            Version = 1,
            Time = hasTime ? happened : null,
            HostName = Given(payload, host),
            AppName = Given(payload, app),
            ProcessId = Given(payload, process),
            MessageId = Given(payload, message),
            Structured = Given(payload, new(at, data)),
            MessageStart = start,
        };
        return true;
    }

    private static SyslogHeader Read3164(ReadOnlySpan<byte> payload, int at, SyslogPriority? priority, EventTime receivedAt, TimeZoneInfo? zone)
    {
        var begin = SkipSequence(payload, at);
        begin += begin < payload.Length && payload[begin] is (byte)'*' or (byte)'.' ? 1 : 0;
        EventTime? happened = null;
        if (Timestamps.TryReadRfc3164(payload[begin..], receivedAt, zone, out var time, out var used)
            || Timestamps.TryReadIso(payload[begin..], zone, out time, out used))
        {
            happened = time;
            at = begin + used;
            at += payload[at..].StartsWith(":"u8) ? 1 : 0;
            at = SkipBlanks(payload, at);
        }
        else if (priority is null)
        {
            return new() { MessageStart = at };
        }

        var host = default(TextPlace);
        var next = at;
        if (happened is not null && !IsTag(payload[at..], out _, out _, out _) && !payload[at..].StartsWith("%"u8)
            && TryToken(payload, ref next, out var token) && next < payload.Length && IsHostName(payload.Slice(token.Offset, token.Length)))
        {
            host = TrimColon(payload, token);
            at = SkipBlanks(payload, next);
            at += payload[at..].StartsWith(": %"u8) ? 2 : 0;
        }

        var header = new SyslogHeader { Priority = priority, Time = happened, HostName = host, MessageStart = at };
        if (!IsTag(payload[at..], out var app, out var process, out var tag))
        {
            return header;
        }

        return new()
        {
            Priority = priority,
            Time = happened,
            HostName = host,
            AppName = new(at, app),
            ProcessId = process.Length > 0 ? new(at + process.Offset, process.Length) : default,
            MessageStart = payload[at] == (byte)'%' ? at : SkipBlanks(payload, at + tag),
        };
    }

    // Cisco numbers its messages: <189>29: *May  4 10:20:30: %SYS-5-CONFIG_I: …
    private static int SkipSequence(ReadOnlySpan<byte> payload, int at)
    {
        var digits = payload[at..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits is > 0 and <= 10 && payload[(at + digits)..].StartsWith(": "u8) ? at + digits + 2 : at;
    }

    /// <summary>Reads <c>name[pid]:</c> or <c>name:</c>, the TAG of RFC 3164, section 4.1.3, or Cisco's <c>%FAC-SEV-MNEMONIC:</c>.</summary>
    private static bool IsTag(ReadOnlySpan<byte> text, out int name, out TextPlace process, out int length)
    {
        process = default;
        length = 0;
        name = text[..Math.Min(text.Length, MaxTagBytes)].IndexOfAny(": ["u8);
        if (name <= 0)
        {
            return false;
        }

        var close = text[name] == (byte)'[' ? text[name..Math.Min(text.Length, name + MaxTagBytes)].IndexOf((byte)']') : 0;
        if (close > 0)
        {
            process = new(name + 1, close - 1);
            length = name + close + 1;
            length += text[length..].StartsWith(":"u8) ? 1 : 0;
            return true;
        }

        // A colon inside a word belongs to it: an IPv6 address is no tag.
        length = name + 1;
        return text[name] == (byte)':' && (length == text.Length || text[length] == (byte)' ');
    }

    private static bool IsHostName(ReadOnlySpan<byte> token)
    {
        foreach (var letter in token)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && !".-_:/%[]"u8.Contains(letter) && letter < 0x80)
            {
                return false;
            }
        }

        return token.Length is > 0 and <= 255;
    }

    private static TextPlace TrimColon(ReadOnlySpan<byte> payload, TextPlace token) =>
        payload[token.Offset + token.Length - 1] == (byte)':' ? token with { Length = token.Length - 1 } : token;

    private static int SkipBlanks(ReadOnlySpan<byte> payload, int at)
    {
        while (at < payload.Length && payload[at] == (byte)' ')
        {
            at++;
        }

        return at;
    }

    private static bool TryToken(ReadOnlySpan<byte> payload, ref int at, out TextPlace token)
    {
        var length = payload[at..].IndexOf((byte)' ');
        token = new(at, Math.Max(0, length));
        at += token.Length + 1;
        return length > 0;
    }

    // "-" is the nil value (RFC 5424, section 6).
    private static TextPlace Given(ReadOnlySpan<byte> payload, TextPlace token) =>
        payload.Slice(token.Offset, token.Length).SequenceEqual("-"u8) ? default : token;

    private static int StructuredLength(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("-"u8))
        {
            return 1;
        }

        var isQuoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            switch (text[index])
            {
                case (byte)'\\' when isQuoted:
                    index++;
                    break;
                case (byte)'"':
                    isQuoted = !isQuoted;
                    break;
                case (byte)']' when !isQuoted && (index + 1 == text.Length || text[index + 1] != (byte)'['):
                    return index + 1;
                default:
                    if (index == 0 && text[0] != (byte)'[')
                    {
                        return 0;
                    }

                    break;
            }
        }

        return 0;
    }
}
