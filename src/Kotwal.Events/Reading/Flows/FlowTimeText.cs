namespace Kotwal.Events.Reading.Flows;

/// <summary>
/// Writes times as RFC 3339 text in UTC, the day only once: flows of one datagram are of one day, mostly. Used by one thread at a time.
/// </summary>
internal sealed class FlowTimeText
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int SecondsPerDay = 86_400;
    private const int DayBytes = 11;

    private readonly byte[] dayText = new byte[DayBytes];
    private long day = long.MinValue;

    /// <summary>Writes a time at or after 1970 into at least <see cref="EventTime.MaxTextBytes"/> bytes.</summary>
    /// <returns>The number of bytes written.</returns>
    public int Write(EventTime time, Span<byte> output)
    {
        // By constants, which the compiler turns into multiplications.
        var seconds = time.UnixNanoseconds / NanosecondsPerSecond;
        var nanoseconds = time.UnixNanoseconds - (seconds * NanosecondsPerSecond);
        var days = seconds / SecondsPerDay;
        var rest = (int)(seconds - (days * SecondsPerDay));
        if (days != day)
        {
            SetDay(days);
        }

        dayText.CopyTo(output);
        WriteTwo(rest / 3600, output[DayBytes..]);
        output[13] = (byte)':';
        WriteTwo(rest / 60 % 60, output[14..]);
        output[16] = (byte)':';
        WriteTwo(rest % 60, output[17..]);
        if (time.FractionDigits == 0)
        {
            output[19] = (byte)'Z';
            return 20;
        }

        output[19] = (byte)'.';
        if (time.FractionDigits == 3)
        {
            var milliseconds = (int)nanoseconds / 1_000_000;
            output[20] = (byte)('0' + (milliseconds / 100));
            WriteTwo(milliseconds % 100, output[21..]);
            output[23] = (byte)'Z';
            return 24;
        }

        var unit = (int)NanosecondsPerSecond / 10;
        for (var digit = 0; digit < time.FractionDigits; digit++, unit /= 10)
        {
            output[20 + digit] = (byte)('0' + ((int)nanoseconds / unit % 10));
        }

        output[20 + time.FractionDigits] = (byte)'Z';
        return 21 + time.FractionDigits;
    }

    private static void WriteTwo(int number, Span<byte> output)
    {
        output[0] = (byte)('0' + (number / 10));
        output[1] = (byte)('0' + (number % 10));
    }

    private void SetDay(long days)
    {
        Span<byte> text = stackalloc byte[EventTime.MaxTextBytes];
        new EventTime(days * SecondsPerDay * NanosecondsPerSecond, 0).Format(text);
        text[..DayBytes].CopyTo(dayText);
        day = days;
    }
}
