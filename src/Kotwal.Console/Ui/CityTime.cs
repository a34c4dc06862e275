using System.Globalization;
using Microsoft.Extensions.Options;

namespace Kotwal.Console.Ui;

/// <summary>Writes points in time as the people of the city read them. Immutable; safe for many threads.</summary>
public sealed class CityTime(IOptions<ConsoleOptions> options)
{
    // India has had one offset and no summer time since 1945, so its zone needs no time zone database on the machine.
    private static readonly TimeZoneInfo India = TimeZoneInfo.CreateCustomTimeZone("Asia/Kolkata", new TimeSpan(5, 30, 0), "IST", "IST");

    private readonly TimeZoneInfo zone =
        options.Value.TimeZone == India.Id ? India : TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    /// <summary>Short name of the zone that times are shown in: <c>IST</c>.</summary>
    public string ZoneName { get; } = options.Value.TimeZoneName;

    /// <summary>Date, time and the zone's short name: <c>2026-03-01 17:30:00 IST</c>.</summary>
    public string Full(DateTimeOffset at, bool milliseconds = false) =>
        Write(at, milliseconds ? "yyyy-MM-dd HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss") + " " + ZoneName;

    /// <summary>Only the time of day: <c>17:30:00</c>.</summary>
    public string Time(DateTimeOffset at, bool milliseconds = false) => Write(at, milliseconds ? "HH:mm:ss.fff" : "HH:mm:ss");

    /// <summary>Without seconds and zone, for axes: <c>01 Mar 17:30</c>.</summary>
    public string Short(DateTimeOffset at) => Write(at, "dd MMM HH:mm");

    /// <summary>The same instant in UTC: <c>2026-03-01 12:00:00.000 UTC</c>.</summary>
    public static string Utc(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>As an input of date and time has it, without a zone: <c>2026-03-01T17:30:00</c>.</summary>
    public string Input(DateTimeOffset at) => Write(at, "yyyy-MM-dd'T'HH:mm:ss");

    /// <summary>Reads what a person gave an input of date and time, in the city's zone; null when it is no time.</summary>
    public DateTimeOffset? ReadInput(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Kind == DateTimeKind.Unspecified && local.Year is > 1678 and < 2262
            ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()
            : null;

    private string Write(DateTimeOffset at, string format) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(format, CultureInfo.InvariantCulture);
}
