using System.Buffers.Text;
using System.Text;

namespace Kotwal.Events;

/// <summary>A point in time in UTC, with the precision that its text had.</summary>
/// <param name="UnixNanoseconds">Nanoseconds since 1970-01-01T00:00:00Z; the years 1678 to 2262.</param>
/// <param name="FractionDigits">Digits of the second's fraction that the source gave, 0 to 9.</param>
public readonly record struct EventTime(long UnixNanoseconds, byte FractionDigits) : IComparable<EventTime>
{
    /// <summary>Longest text that <see cref="Format"/> writes, in bytes.</summary>
    public const int MaxTextBytes = 30;

    private const long NanosecondsPerTick = 100;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The earliest and the latest time that can be held.</summary>
    public static readonly DateTimeOffset Earliest = new(1678, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc cref="Earliest"/>
    public static readonly DateTimeOffset Latest = new(2262, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Milliseconds since 1970, rounded down.</summary>
    public long UnixMilliseconds => Math.DivRem(UnixNanoseconds, 1_000_000, out var rest) - (rest < 0 ? 1 : 0);

    /// <summary>Makes a time from a clock's reading, with seven digits at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies outside the years 1678 to 2261.</exception>
    public static EventTime From(DateTimeOffset time, byte fractionDigits = 6)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Earliest);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(time, Latest);
        return new((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * NanosecondsPerTick, fractionDigits);
    }

    /// <summary>The same point in time with the runtime's precision of 100 ns, rounded down.</summary>
    public DateTimeOffset ToDateTimeOffset()
    {
        var ticks = Math.DivRem(UnixNanoseconds, NanosecondsPerTick, out var rest) - (rest < 0 ? 1 : 0);
        return new(DateTimeOffset.UnixEpoch.Ticks + ticks, TimeSpan.Zero);
    }

    /// <summary>Writes RFC 3339 text in UTC, with as many digits as the source gave.</summary>
    /// <param name="destination">At least <see cref="MaxTextBytes"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public int Format(Span<byte> destination)
    {
        var seconds = Math.DivRem(UnixNanoseconds, NanosecondsPerSecond, out var nanoseconds);
        if (nanoseconds < 0)
        {
            seconds--;
            nanoseconds += NanosecondsPerSecond;
        }

        var whole = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
        whole.TryFormat(destination, out var written, "yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        if (FractionDigits > 0)
        {
            destination[written++] = (byte)'.';
            Span<byte> digits = stackalloc byte[9];
            Utf8Formatter.TryFormat(nanoseconds, digits, out _, new System.Buffers.StandardFormat('D', 9));
            digits[..Math.Min((int)FractionDigits, 9)].CopyTo(destination[written..]);
            written += Math.Min((int)FractionDigits, 9);
        }

        destination[written++] = (byte)'Z';
        return written;
    }

    /// <inheritdoc/>
    public int CompareTo(EventTime other) => UnixNanoseconds.CompareTo(other.UnixNanoseconds);

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[MaxTextBytes];
        return Encoding.ASCII.GetString(text[..Format(text)]);
    }

    public static bool operator <(EventTime left, EventTime right) => left.CompareTo(right) < 0;

    public static bool operator <=(EventTime left, EventTime right) => left.CompareTo(right) <= 0;

    public static bool operator >(EventTime left, EventTime right) => left.CompareTo(right) > 0;

    public static bool operator >=(EventTime left, EventTime right) => left.CompareTo(right) >= 0;
}
