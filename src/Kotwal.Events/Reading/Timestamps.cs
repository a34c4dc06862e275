using System.Buffers.Text;

namespace Kotwal.Events.Reading;

/// <summary>
/// Reads points in time from text: RFC 3339 and its common kin, seconds since 1970, and the year-less form of RFC 3164. What is
/// no time, or lies outside the years 1678 to 2261, is no time.
/// </summary>
internal static class Timestamps
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long FastClockSeconds = 7 * 86_400;
    private const int YearsBetweenLeapDays = 8;
    private const long SecondsPerDay = 86_400;

    /// <summary>
    /// Reads <c>2024-05-01T10:20:30.123+05:30</c> and its kin: a space or nothing for the T, slashes for dashes, a comma before
    /// the fraction, offsets without a colon or without minutes, <c>UTC</c> or <c>GMT</c> for Z, no seconds, a date alone.
    /// </summary>
    /// <param name="text">The whole of the text, blanks around it allowed.</param>
    /// <param name="zone">Zone of a time that names none; null for UTC.</param>
    /// <param name="time">The point in time.</param>
    public static bool TryReadIso(ReadOnlySpan<byte> text, TimeZoneInfo? zone, out EventTime time) =>
        TryReadIso(text.Trim(" \t"u8), zone, out time, out var used) && used == text.Trim(" \t"u8).Length;

    /// <summary>As the other, from the beginning of a text that goes on.</summary>
    public static bool TryReadIso(ReadOnlySpan<byte> text, TimeZoneInfo? zone, out EventTime time, out int used)
    {
        time = default;
        var at = new TimeCursor(text);
        used = 0;
        if (!at.TryDate(out var days))
        {
            return false;
        }

        long seconds = 0;
        long nanoseconds = 0;
        byte digits = 0;
        if (at.TryTimeMark())
        {
            if (!at.TryClock(out seconds))
            {
                return false;
            }

            at.TryFraction(out nanoseconds, out digits);
        }

        var local = (days * SecondsPerDay) + seconds;
        var utc = at.TryOffset(out var offset) ? local - offset : ToUtc(local, zone);
        used = at.Used;
        return TryMake(utc, nanoseconds, digits, out time);
    }

    /// <summary>
    /// Reads a number since 1970. Its size tells its unit: seconds below 10^11, then milliseconds, microseconds and nanoseconds,
    /// each a thousand times longer. A fraction counts to the ninth digit.
    /// </summary>
    public static bool TryReadEpoch(ReadOnlySpan<byte> text, out EventTime time)
    {
        time = default;
        if (!Utf8Parser.TryParse(text, out long whole, out var used) || whole == long.MinValue || (used > 0 && text[0] == (byte)'+'))
        {
            return false;
        }

        var (perUnit, digits) = Math.Abs(whole) switch
        {
            < 100_000_000_000 => (NanosecondsPerSecond, (byte)0),
            < 100_000_000_000_000 => (1_000_000, (byte)3),
            < 100_000_000_000_000_000 => (1_000, (byte)6),
            _ => (1L, (byte)9),
        };

        var at = new TimeCursor(text[used..]);
        long fraction = 0;
        if (at.TryFraction(out var nanoseconds, out var fractionDigits))
        {
            fraction = nanoseconds / (NanosecondsPerSecond / perUnit);
            digits = (byte)Math.Min(9, digits + fractionDigits);
        }

        if (used + at.Used != text.Length)
        {
            return TryReadExponent(text, out time);
        }

        var unitsPerSecond = NanosecondsPerSecond / perUnit;
        var seconds = Math.DivRem(whole, unitsPerSecond, out var rest);
        return TryMake(seconds, (rest * perUnit) + (text[0] == (byte)'-' ? -fraction : fraction), digits, out time);
    }

    /// <summary>
    /// Reads <c>May  1 10:20:30</c> (RFC 3164, section 4.1.2), also with a fraction or a year, as some devices write it. A
    /// missing year is the latest in which the time lies at most a week after receipt.
    /// </summary>
    public static bool TryReadRfc3164(
        ReadOnlySpan<byte> text, EventTime receivedAt, TimeZoneInfo? zone, out EventTime time, out int used)
    {
        time = default;
        var at = new TimeCursor(text);
        used = 0;
        if (!at.TryMonthName(out var month) || !at.TryDayOfMonth(out var day))
        {
            return false;
        }

        var year = at.TryYear(out var stated) ? stated : 0;
        if (!at.TryClock(out var seconds))
        {
            return false;
        }

        at.TryFraction(out var nanoseconds, out var digits);
        zone = at.TryUtcWord() ? null : zone;
        if (year == 0 && at.TryTrailingYear(out stated))
        {
            year = stated;
        }

        used = at.Used;
        if (year != 0)
        {
            return IsDate(year, month, day) && TryMake(ToUtc((DaysOf(year, month, day) * SecondsPerDay) + seconds, zone), nanoseconds, digits, out time);
        }

        return TryLatest(receivedAt, month, day, seconds, zone, out var utc) && TryMake(utc, nanoseconds, digits, out time);
    }

    /// <summary>Days since 1970-01-01 of a date in the Gregorian calendar.</summary>
    internal static long DaysOf(int year, int month, int day) =>
        new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    internal static bool IsDate(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    // Logs tell the past: the latest year in which the date does not lie ahead of receipt, give or take clocks that run fast.
    private static bool TryLatest(EventTime receivedAt, int month, int day, long clock, TimeZoneInfo? zone, out long utc)
    {
        var latest = (receivedAt.UnixNanoseconds / NanosecondsPerSecond) + FastClockSeconds;
        var thisYear = receivedAt.ToDateTimeOffset().Year;
        for (var year = thisYear + 1; year >= thisYear - YearsBetweenLeapDays; year--)
        {
            if (!IsDate(year, month, day))
            {
                continue;
            }

            utc = ToUtc((DaysOf(year, month, day) * SecondsPerDay) + clock, zone);
            if (utc <= latest)
            {
                return true;
            }
        }

        utc = 0;
        return false;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out EventTime time)
    {
        time = default;
        if (!Utf8Parser.TryParse(text, out double seconds, out var used) || used != text.Length || !(Math.Abs(seconds) < 1e10))
        {
            return false;
        }

        var whole = Math.Floor(seconds);
        return TryMake((long)whole, (long)((seconds - whole) * 1e6) * 1000, 6, out time);
    }

    private static long ToUtc(long local, TimeZoneInfo? zone)
    {
        var ticks = DateTime.UnixEpoch.Ticks + (local * TimeSpan.TicksPerSecond);
        if (zone is null || ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return local;
        }

        return local - (long)zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Unspecified)).TotalSeconds;
    }

    private static bool TryMake(long seconds, long nanoseconds, byte digits, out EventTime time)
    {
        var isHeld = seconds >= EventTime.Earliest.ToUnixTimeSeconds() && seconds < EventTime.Latest.ToUnixTimeSeconds();
        time = isHeld ? new((seconds * NanosecondsPerSecond) + nanoseconds, digits) : default;
        return isHeld;
    }
}
