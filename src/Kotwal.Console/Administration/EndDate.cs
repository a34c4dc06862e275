using System.Globalization;
using Kotwal.Console.Ui;

namespace Kotwal.Console.Administration;

/// <summary>The last day of a grant or token, as people choose it: it ends with that day in the city's zone.</summary>
internal static class EndDate
{
    private const string Iso = "yyyy-MM-dd";

    /// <summary>When it ends; null when there is no day.</summary>
    internal static DateTimeOffset? End(CityTime time, DateOnly? day) =>
        time.ReadInput(day?.ToString(Iso, CultureInfo.InvariantCulture))?.AddDays(1);

    /// <summary>The last day on which it still holds.</summary>
    internal static DateOnly LastDay(CityTime time, DateTimeOffset end) => Day(time, end.AddTicks(-1));

    /// <summary>The day of a point in time in the city's zone.</summary>
    internal static DateOnly Day(CityTime time, DateTimeOffset at) => DateOnly.ParseExact(time.Input(at)[..Iso.Length], Iso, CultureInfo.InvariantCulture);

    /// <summary>A day as an input has it in <c>min</c> and <c>max</c>.</summary>
    internal static string Text(DateOnly day) => day.ToString(Iso, CultureInfo.InvariantCulture);
}
