using Kotwal.City.Access;
using Kotwal.Watch.Alerts;

namespace Kotwal.Watch.Map;

/// <summary>Reads what the map shows. Safe for many threads.</summary>
internal sealed class MapReader(AlertReader alerts, PresentCity city, TimeProvider clock)
{
    /// <summary>Most alerts read for one picture: the newest; that there are more is said on the page.</summary>
    public const int MaxAlerts = 1_000;

    /// <summary>How far back the map looks.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>The city, with the systems, sites and open alerts that are in reach.</summary>
    public async Task<MapView> ReadAsync(Reach reach, CancellationToken cancel)
    {
        var open = new AlertFilter { Statuses = [AlertStatus.New, AlertStatus.Acknowledged], From = clock.GetUtcNow() - Window };
        var read = new List<AlertRow>();
        string? after = null;
        do
        {
            var page = await alerts.ListAsync(open, reach, after, AlertReader.MaxRows, cancel);
            read.AddRange(page.Alerts);
            after = page.Next;
        }
        while (after is not null && read.Count < MaxAlerts);

        var (maps, wards) = city.Draw();
        return new(maps.Of(reach), WardTally.Of(read, entities => wards.Of(entities, reach)), IsCut: after is not null);
    }
}

/// <summary>What the map shows.</summary>
/// <param name="City">The city: the outlines of all wards, and what stands there as far as it is in reach.</param>
/// <param name="Alerts">Its open alerts of the last 24 hours.</param>
/// <param name="IsCut">True when there are more than were read, and the oldest do not count.</param>
public sealed record MapView(CityMap City, WardTally Alerts, bool IsCut);
