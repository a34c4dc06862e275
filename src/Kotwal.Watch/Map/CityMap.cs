using Kotwal.City.Graph;

namespace Kotwal.Watch.Map;

/// <summary>
/// The city as the map draws it: outlines, landmarks and what stands where, worked out once from the plan. Immutable; safe for
/// many threads.
/// </summary>
public sealed class CityMap
{
    /// <summary>Most sites drawn at once; a city may have many more.</summary>
    public const int MaxSites = 120;

    // What people know their city by. The other kinds are many and are drawn only for the ward that is chosen.
    private static readonly HashSet<string> LandmarkKinds =
        new(["control_room", "data_centre", "office", "water_works", "pump_house", "transport"], StringComparer.Ordinal);

    private readonly Dictionary<string, MapWard> byId;

    /// <summary>Draws the plan.</summary>
    public CityMap(CityPlan plan)
    {
        Plan = plan;
        var projection = new MapProjection([.. plan.Wards.SelectMany(ward => ward.Rings).SelectMany(ring => ring)]);
        var services = plan.Services.DistinctBy(service => service.Id).ToDictionary(service => service.Id, StringComparer.Ordinal);
        var nodes = plan.Nodes.ToLookup(node => node.Ward, StringComparer.Ordinal);
        var sites = plan.Sites.Where(site => MapProjection.IsOnEarth(site.At))
            .ToLookup(site => site.Ward, site => new MapSite(site, projection.Place(site.At)), StringComparer.Ordinal);
        Wards = [.. plan.Wards.DistinctBy(ward => ward.Id).Select(ward => new MapWard(
            ward, MapOutline.Of(ward.Rings, projection), [.. sites[ward.Id].Take(MaxSites)], PlaceContent.Of([.. nodes[ward.Id]], services)))];
        byId = Wards.ToDictionary(ward => ward.Id, StringComparer.Ordinal);
        Landmarks = [.. Wards.SelectMany(ward => ward.Sites).Where(site => LandmarkKinds.Contains(site.Site.Kind)).Take(MaxSites)];
        Content = PlaceContent.Of(plan.Nodes, services);
        Height = projection.Height;
        Scale = ScaleBar.Of(projection.UnitsPerMetre);
        Graticule = Graticule.Of(projection);
    }

    public CityPlan Plan { get; }

    /// <summary>The wards in the order of their file.</summary>
    public IReadOnlyList<MapWard> Wards { get; }

    /// <summary>Sites that are drawn whichever ward is chosen.</summary>
    public IReadOnlyList<MapSite> Landmarks { get; }

    /// <summary>What stands in the whole city, also where no ward is known.</summary>
    public PlaceContent Content { get; }

    /// <summary>Height of the sheet, in units; its width is <see cref="MapProjection.Width"/>.</summary>
    public double Height { get; }

    public ScaleBar Scale { get; }

    public Graticule Graticule { get; }

    /// <summary>The ward of that id, or null.</summary>
    public MapWard? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);
}

/// <summary>One ward of the map.</summary>
/// <param name="Ward">As its file describes it.</param>
/// <param name="Outline">Its boundary; null when the file has none that could be drawn.</param>
/// <param name="Sites">Its sites, at most <see cref="CityMap.MaxSites"/>.</param>
/// <param name="Content">What stands in it.</param>
public sealed record MapWard(CityWard Ward, MapOutline? Outline, IReadOnlyList<MapSite> Sites, PlaceContent Content)
{
    public string Id => Ward.Id;
}

/// <summary>A site and its place on the sheet.</summary>
public sealed record MapSite(CitySite Site, MapPoint At);
