using Kotwal.Collectors.Framing;

namespace Kotwal.Collectors.Syslog;

/// <summary>
/// Syslog over a stream (RFC 6587). Each message says by its first bytes how it is framed: octet counting (section 3.4.1) when it
/// begins with a number, a space and a PRI part's <c>&lt;</c>; a line feed or NUL at its end (section 3.4.2) otherwise. On a
/// connection whose last message was counted, the number and the space are enough.
/// </summary>
internal sealed class SyslogFramer(int maxBytes) : IFramer
{
    private const int MaxDigits = 9;

    private bool isCounted;
    private bool lastWasCounted;
    private int messageBytes;
    private int bytesToSkip;
    private bool isSkippingLine;
    private int scanned;

    public int MaxBytes { get; set; } = maxBytes;

    public int Read(ReadOnlySpan<byte> buffer, bool isEnd, List<Framed> records)
    {
        var position = 0;
        while (position < buffer.Length)
        {
            var rest = buffer[position..];
            var consumed = this switch
            {
                { bytesToSkip: > 0 } => Skip(rest),
                { isSkippingLine: true } => SkipLine(rest),
                { isCounted: true } => ReadCounted(rest, position, isEnd, records),
                _ => ReadNext(rest, position, isEnd, records),
            };
            if (consumed == 0)
            {
                break;
            }

            position += consumed;
        }

        return position;
    }

    private int Skip(ReadOnlySpan<byte> rest)
    {
        var skipped = Math.Min(rest.Length, bytesToSkip);
        bytesToSkip -= skipped;
        return skipped;
    }

    private int SkipLine(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny((byte)'\n', (byte)0);
        isSkippingLine = end < 0;
        return end < 0 ? rest.Length : end + 1;
    }

    private int ReadCounted(ReadOnlySpan<byte> rest, int position, bool isEnd, List<Framed> records)
    {
        var kept = Math.Min(messageBytes, MaxBytes);
        if (rest.Length < kept && !isEnd)
        {
            return 0;
        }

        kept = Math.Min(kept, rest.Length);
        records.Add(new Framed(position, kept, kept < messageBytes));
        bytesToSkip = messageBytes - kept;
        isCounted = false;
        lastWasCounted = true;
        return kept;
    }

    private int ReadNext(ReadOnlySpan<byte> rest, int position, bool isEnd, List<Framed> records)
    {
        if (rest[0] is (byte)'\n' or (byte)'\r' or 0)
        {
            return 1;
        }

        if (scanned == 0)
        {
            var header = ReadCount(rest, isEnd, out messageBytes);
            if (header != 0)
            {
                isCounted = header > 0;
                return Math.Max(header, 0);
            }
        }

        return ReadLine(rest, position, isEnd, records);
    }

    /// <summary>The length of the count and its space; zero when there is no count, less than zero when more has to come.</summary>
    private int ReadCount(ReadOnlySpan<byte> rest, bool isEnd, out int count)
    {
        count = 0;
        if (rest[0] is < (byte)'1' or > (byte)'9')
        {
            return 0;
        }

        var digits = 0;
        while (digits < rest.Length && digits < MaxDigits && rest[digits] is >= (byte)'0' and <= (byte)'9')
        {
            count = (count * 10) + (rest[digits++] - '0');
        }

        var needed = lastWasCounted ? digits + 1 : digits + 2;
        if (rest.Length < needed && !(rest.Length > digits && rest[digits] != ' '))
        {
            return isEnd ? 0 : -1;
        }

        var isCount = rest[digits] == ' ' && (lastWasCounted || rest[digits + 1] == '<');
        return isCount ? digits + 1 : 0;
    }

    private int ReadLine(ReadOnlySpan<byte> rest, int position, bool isEnd, List<Framed> records)
    {
        var end = rest[scanned..].IndexOfAny((byte)'\n', (byte)0);

        // One byte more than is kept may be the carriage return.
        if (end < 0 && !isEnd && rest.Length <= MaxBytes + 1)
        {
            scanned = rest.Length;
            return 0;
        }

        lastWasCounted = false;
        isSkippingLine = end < 0 && !isEnd;
        var line = end < 0 ? rest : rest[..(scanned + end)];
        var consumed = end < 0 ? rest.Length : line.Length + 1;
        scanned = 0;
        if (line.EndsWith((byte)'\r') && !isSkippingLine)
        {
            line = line[..^1];
        }

        records.Add(new Framed(position, Math.Min(line.Length, MaxBytes), line.Length > MaxBytes));
        return consumed;
    }
}
