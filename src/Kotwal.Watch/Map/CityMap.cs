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
        Wards = [.. plan.Wards.DistinctBy(ward => ward.Id)
            .Select(ward => DrawWard(ward, [.. sites[ward.Id].Take(MaxSites)], PlaceContent.Of([.. nodes[ward.Id]], services), projection))];
        byId = Wards.ToDictionary(ward => ward.Id, StringComparer.Ordinal);
        Landmarks = [.. Wards.SelectMany(ward => ward.Sites).Where(site => site.IsLandmark).Take(MaxSites)];
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

    private static MapWard DrawWard(CityWard ward, IReadOnlyList<MapSite> sites, PlaceContent content, MapProjection projection) =>
        new(ward, MapOutline.Of(ward.Rings, sites, projection), sites, content);
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
public sealed record MapSite(CitySite Site, MapPoint At)
{
    /// <summary>True for what people know their city by. The other kinds are many and are drawn only for the ward that is chosen.</summary>
    public bool IsLandmark => Site.Kind is "control_room" or "data_centre" or "office" or "water_works" or "pump_house" or "transport";
}
