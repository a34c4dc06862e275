using System.Buffers;
using System.Globalization;
using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// A part of a time, compared with a number (modifiers appendix, "Time Modifiers"). Times are texts that begin with
/// year, month and day parted by dashes or slashes, as ISO 8601 has them in its extended format, taken for UTC when they have no zone (an offset
/// or Z; names of zones, the basic format and leap seconds are not read), or numbers since 1970 without exponent: seconds, milliseconds,
/// microseconds or nanoseconds by their size.
/// </summary>
internal sealed class TimePartTest(SigmaModifier part, Comparison comparison, NumericText wanted, TimeZoneInfo zone, string pattern)
    : ValueTest(pattern)
{
    private const int LongestTime = 64;
    private static readonly SearchValues<byte> NumberSigns = SearchValues.Create("-.0123456789"u8);
    private const decimal TicksPerSecond = TimeSpan.TicksPerSecond;

    public override bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind) =>
        TryReadTime(text, out var time)
        && ComparisonTest.Holds(comparison, NumericText.Of(PartOf(TimeZoneInfo.ConvertTime(time, zone))).CompareTo(wanted));

    private static bool TryReadTime(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length is < 8 or > LongestTime)
        {
            return false;
        }

        if (!text.ContainsAnyExcept(NumberSigns) && decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return TryReadNumber(number, out time);
        }

        // The parser of the framework also takes times without a date and fills in today; a date must come first.
        if (text[4] is not ((byte)'-' or (byte)'/') || text[..4].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        Span<char> letters = stackalloc char[LongestTime];
        var length = Encoding.ASCII.GetChars(text, letters);
        return DateTimeOffset.TryParse(
            letters[..length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out time);
    }

    private static bool TryReadNumber(decimal number, out DateTimeOffset time)
    {
        time = default;
        var seconds = Math.Abs(number) switch
        {
            < 100_000_000_000m => number,
            < 100_000_000_000_000m => number / 1_000m,
            < 100_000_000_000_000_000m => number / 1_000_000m,
            _ => number / 1_000_000_000m,
        };
        var ticks = (seconds * TicksPerSecond) + DateTimeOffset.UnixEpoch.Ticks;
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        time = new((long)ticks, TimeSpan.Zero);
        return true;
    }

    private int PartOf(DateTimeOffset time) => part switch
    {
        SigmaModifier.Minute => time.Minute,
        SigmaModifier.Hour => time.Hour,
        SigmaModifier.Day => time.Day,
        SigmaModifier.Week => ISOWeek.GetWeekOfYear(time.DateTime),
        SigmaModifier.Month => time.Month,
        _ => time.Year,
    };
}
