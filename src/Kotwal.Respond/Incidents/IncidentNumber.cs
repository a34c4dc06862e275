using System.Globalization;

namespace Kotwal.Respond.Incidents;

/// <summary>The number people call an incident by: the year (UTC) in which it was opened and a count within that year.</summary>
/// <param name="Year">Four digits.</param>
/// <param name="Serial">One-based.</param>
public readonly record struct IncidentNumber(int Year, int Serial)
{
    /// <summary>Writes <c>INC-2026-0001</c>; more digits where four are not enough.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"INC-{Year:D4}-{Serial:D4}");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryRead(string text, out IncidentNumber number)
    {
        var parts = text.Split('-');
        var isRead = int.TryParse(parts.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            & int.TryParse(parts.ElementAtOrDefault(2), NumberStyles.None, CultureInfo.InvariantCulture, out var serial);
        number = new(year, serial);
        return isRead && parts.Length == 3 && parts[0] == "INC";
    }
}
