using System.Globalization;
using Kotwal.Events.Alerts;

namespace Kotwal.Watch.Alerts;

/// <summary>
/// The place of an alert in time as text that sorts: microseconds since 1970 (UTC), then the id, so that no two alerts have the
/// same place and a page of a list can begin exactly where the last one ended.
/// </summary>
internal static class AlertOrder
{
    /// <summary>Characters of a whole place.</summary>
    public const int Length = 20 + 1 + 32;

    // Shifts 1678, the earliest time of an event, above zero, so that all numbers have the same length and sign.
    private const long Shift = 10_000_000_000_000_000;

    /// <summary>The place of one alert.</summary>
    public static string Of(DateTimeOffset at, AlertId id) =>
        string.Create(CultureInfo.InvariantCulture, $"{From(at)}-{id.Value:N}");

    /// <summary>Sorts before all alerts at or after that time, and after all others.</summary>
    public static string From(DateTimeOffset at) =>
        (((at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond) + Shift)
        .ToString("D20", CultureInfo.InvariantCulture);
}
