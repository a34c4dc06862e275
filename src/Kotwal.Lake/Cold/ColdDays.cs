using System.Globalization;

namespace Kotwal.Lake.Cold;

/// <summary>Days in words.</summary>
internal static class ColdDays
{
    private const int MaxParts = 12;

    /// <summary>Stretches of days, such as <c>2026-03-14 to 2026-03-17, 2026-04-02</c>.</summary>
    public static string Words(IEnumerable<DateOnly> days)
    {
        var parts = new List<(DateOnly From, DateOnly To)>();
        foreach (var day in days.Distinct().Order())
        {
            if (parts.Count > 0 && parts[^1].To.AddDays(1) == day)
            {
                parts[^1] = (parts[^1].From, day);
            }
            else
            {
                parts.Add((day, day));
            }
        }

        var words = string.Join(", ", parts.Take(MaxParts).Select(part => part.From == part.To
            ? string.Create(CultureInfo.InvariantCulture, $"{part.From:yyyy-MM-dd}")
            : string.Create(CultureInfo.InvariantCulture, $"{part.From:yyyy-MM-dd} to {part.To:yyyy-MM-dd}")));
        return parts.Count > MaxParts ? string.Create(CultureInfo.InvariantCulture, $"{words} and others up to {parts[^1].To:yyyy-MM-dd}") : words;
    }
}
