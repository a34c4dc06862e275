using Kotwal.Events.Alerts;
using Kotwal.Watch.Alerts;

namespace Kotwal.Watch.Map;

/// <summary>Alerts by ward. One that concerns systems in several wards counts in each of them, and once in the city.</summary>
public sealed class WardTally
{
    /// <summary>Newest alerts kept of each place.</summary>
    public const int MaxNewest = 8;

    private readonly Dictionary<string, PlaceAlerts> byWard;

    private WardTally(PlaceAlerts all, Dictionary<string, PlaceAlerts> byWard, int unplaced) =>
        (All, this.byWard, Unplaced) = (all, byWard, unplaced);

    /// <summary>Those of the whole city, also where no ward is known.</summary>
    public PlaceAlerts All { get; }

    /// <summary>How many concern no ward that is known.</summary>
    public int Unplaced { get; }

    /// <summary>Counts alerts.</summary>
    /// <param name="alerts">The alerts, the newest first.</param>
    /// <param name="wardsOf">Where the systems stand that an alert concerns.</param>
    public static WardTally Of(IReadOnlyList<AlertRow> alerts, Func<IReadOnlyList<NamedValue>, IReadOnlyList<string>> wardsOf)
    {
        var placed = alerts.SelectMany(alert => wardsOf(alert.Entities), (alert, ward) => (Ward: ward, Alert: alert)).ToList();
        var byWard = placed.GroupBy(pair => pair.Ward, pair => pair.Alert, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => PlaceAlerts.Of([.. group]), StringComparer.Ordinal);
        return new(PlaceAlerts.Of(alerts), byWard, alerts.Count - placed.Select(pair => pair.Alert.Id).Distinct().Count());
    }

    /// <summary>Those of one ward.</summary>
    public PlaceAlerts In(string ward) => byWard.GetValueOrDefault(ward, PlaceAlerts.None);
}

/// <summary>The alerts of one place.</summary>
/// <param name="Count">How many.</param>
/// <param name="Gravest">The gravest of them; null when there are none.</param>
/// <param name="Newest">The newest, at most <see cref="WardTally.MaxNewest"/>.</param>
public sealed record PlaceAlerts(int Count, AlertSeverity? Gravest, IReadOnlyList<AlertRow> Newest)
{
    public static PlaceAlerts None { get; } = new(0, null, []);

    internal static PlaceAlerts Of(IReadOnlyList<AlertRow> alerts) =>
        alerts.Count == 0 ? None : new(alerts.Count, alerts.Max(alert => alert.Severity), [.. alerts.Take(WardTally.MaxNewest)]);
}
