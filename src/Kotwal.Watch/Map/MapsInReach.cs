using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.City.People;

namespace Kotwal.Watch.Map;

/// <summary>
/// The map as each may see it: the wards' outlines are no secret, but systems and sites are drawn as far as they are in reach.
/// Keeps the maps of a few reaches, since drawing takes time and a page that stays open asks often. Safe for many threads.
/// </summary>
internal sealed class MapsInReach(CityMap whole)
{
    private const int MaxKept = 32;

    private readonly Lock gate = new();
    private readonly Dictionary<string, CityMap> kept = new(StringComparer.Ordinal);

    public CityMap Of(Reach reach)
    {
        if (reach.IsWholeCity)
        {
            return whole;
        }

        var key = string.Join('\n', reach.KeyTexts);
        lock (gate)
        {
            if (kept.TryGetValue(key, out var known))
            {
                return known;
            }

            if (kept.Count >= MaxKept)
            {
                kept.Clear();
            }

            return kept[key] = new CityMap(Within(whole.Plan, reach));
        }
    }

    /// <summary>The plan with the systems that are in reach, and the sites in whose ward one is or at which such a system stands.</summary>
    internal static CityPlan Within(CityPlan plan, Reach reach)
    {
        List<CityNode> nodes = [.. plan.Nodes.Where(node => reach.Covers(PartsOf(node)))];
        var sites = nodes.Select(node => node.Site).ToHashSet(StringComparer.Ordinal);
        return plan with
        {
            Nodes = nodes,
            Sites = [.. plan.Sites.Where(site => sites.Contains(site.Id) || reach.Covers([new(ScopeKind.Ward, site.Ward)]))],
        };
    }

    private static IEnumerable<ScopeKey> PartsOf(CityNode node) =>
    [
        new(ScopeKind.Zone, node.Zone),
        new(ScopeKind.Ward, node.Ward),
        new(ScopeKind.Service, node.Service),
        new(ScopeKind.Department, node.Owner),
    ];
}
