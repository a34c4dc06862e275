using System.Globalization;

namespace Kotwal.Devices.Nodes;

/// <summary>Reads the date of a question "as known on": a day, which is meant until its end in UTC, or a point in time (RFC 3339).</summary>
internal static class KnownOn
{
    /// <summary>What is told to those who write something else.</summary>
    public const string Form = "asKnownOn takes a day, 2026-03-01, or a point in time, 2026-03-01T12:00:00Z.";

    /// <summary>False when the text is neither; nothing at all is the present, null.</summary>
    public static bool TryRead(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            time = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddMicroseconds(-1);
            return true;
        }

        var isTime = text.Contains('T', StringComparison.Ordinal)
            & DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var point);
        time = isTime ? point.ToUniversalTime() : null;
        return isTime;
    }
}
