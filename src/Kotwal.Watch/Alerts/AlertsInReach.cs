using System.Linq.Expressions;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;

namespace Kotwal.Watch.Alerts;

/// <summary>The only ways to stored alerts on behalf of somebody: each takes what that somebody reaches.</summary>
internal static class AlertsInReach
{
    /// <summary>The alerts in reach, of a stretch of time.</summary>
    public static IQueryable<StoredAlert> AlertsWithin(this CityDbContext city, Reach reach, AlertStretch stretch)
    {
        var alerts = Seen(city, city.Set<StoredAlert>(), reach);
        if (stretch.From is { } from)
        {
            alerts = alerts.Where(alert => string.Compare(alert.Order, from) >= 0);
        }

        if (stretch.Before is { } before)
        {
            alerts = alerts.Where(alert => string.Compare(alert.Order, before) < 0);
        }

        return reach.IsWholeCity ? alerts : alerts.Where(InParts(city, reach, stretch));
    }

    /// <summary>The alert of that id, if it is in reach; none is as unknown as one out of reach.</summary>
    public static IQueryable<StoredAlert> FindAlert(this CityDbContext city, AlertId id, Reach reach)
    {
        var alert = Seen(city, city.Set<StoredAlert>().Where(known => known.Id == id), reach);
        if (reach.IsWholeCity)
        {
            return alert;
        }

        var parts = reach.KeyTexts;
        return alert.Where(known => city.Set<AlertPart>().Any(part => part.AlertId == known.Id && parts.Contains(part.Part)));
    }

    private static IQueryable<StoredAlert> Seen(CityDbContext city, IQueryable<StoredAlert> alerts, Reach reach)
    {
        if (reach.SeesAudit)
        {
            return alerts;
        }

        var ofAudit = city.Set<AlertPart>().Where(part => part.Part == AlertParts.Audit).Select(part => part.Order);
        return alerts.Where(alert => !ofAudit.Contains(alert.Order));
    }

    // Places in time name alerts as ids do, and the index by part and place gives those of a stretch without any other.
    private static Expression<Func<StoredAlert, bool>> InParts(CityDbContext city, Reach reach, AlertStretch stretch)
    {
        var parts = reach.KeyTexts;
        var standing = city.Set<AlertPart>().Where(part => parts.Contains(part.Part));
        if (stretch.From is { } from)
        {
            standing = standing.Where(part => string.Compare(part.Order, from) >= 0);
        }

        if (stretch.Before is { } before)
        {
            standing = standing.Where(part => string.Compare(part.Order, before) < 0);
        }

        var places = standing.Select(part => part.Order);
        return alert => places.Contains(alert.Order);
    }
}

/// <summary>A stretch of time as places of <see cref="AlertOrder"/>.</summary>
/// <param name="From">Alerts before this place are left out; null for none.</param>
/// <param name="Before">Alerts at this place and after it are left out; null for none.</param>
internal readonly record struct AlertStretch(string? From, string? Before)
{
    /// <summary>All the time there is.</summary>
    public static AlertStretch Always { get; }
}
