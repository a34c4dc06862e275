using System.Globalization;

namespace Kotwal.Hunt.Syntax;

/// <summary>Reads points in time as people write them. A time without a zone is UTC.</summary>
internal static class TimeText
{
    /// <summary>What an error shows as examples.</summary>
    public const string Shown = "2026-11-23, 2026-11-23 10:00 or 2026-11-23T10:00:00.5+05:30";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mmK", "yyyy-MM-ddTHH:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads the text as microseconds since 1970, UTC.</summary>
    public static bool TryRead(string text, out long microseconds)
    {
        var isRead = DateTimeOffset.TryParseExact(
            text,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time);
        microseconds = isRead ? ToMicroseconds(time) : 0;
        return isRead;
    }

    public static long ToMicroseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The point in time, held inside the years 1 to 9999.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds)
    {
        var earliest = ToMicroseconds(DateTimeOffset.MinValue);
        var latest = ToMicroseconds(DateTimeOffset.MaxValue);
        var held = Math.Clamp(microseconds, earliest, latest);
        return DateTimeOffset.UnixEpoch.AddTicks(held * TimeSpan.TicksPerMicrosecond);
    }
}
