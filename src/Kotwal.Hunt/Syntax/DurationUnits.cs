using System.Globalization;

namespace Kotwal.Hunt.Syntax;

/// <summary>Units of durations such as <c>15m</c>.</summary>
internal static class DurationUnits
{
    /// <summary>What an error shows as examples.</summary>
    public const string Shown = "500ms, 30s, 5m, 2h or 3d";

    // Longest duration: about 280,000 years. It keeps sums of two durations inside 64 bits.
    private const double MaxMicroseconds = long.MaxValue / 2;

    public static bool TryRead(string digits, string unit, out long microseconds)
    {
        var size = unit switch
        {
            "us" or "microsecond" or "microseconds" => 1d,
            "ms" or "millisecond" or "milliseconds" => 1_000d,
            "s" or "second" or "seconds" => 1_000_000d,
            "m" or "minute" or "minutes" => 60_000_000d,
            "h" or "hour" or "hours" => 3_600_000_000d,
            "d" or "day" or "days" => 86_400_000_000d,
            _ => double.NaN,
        };
        var length = double.TryParse(digits, CultureInfo.InvariantCulture, out var count) ? count * size : double.NaN;
        microseconds = length < MaxMicroseconds ? (long)Math.Round(length) : 0;
        return length < MaxMicroseconds;
    }
}
