using Kotwal.Watch.Alerts;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Map;

/// <summary>The map itself: wards that can be chosen like links, landmarks, and the sites of the chosen ward.</summary>
public sealed partial class CityMapView
{
    [Parameter, EditorRequired]
    public MapView View { get; set; } = default!;

    /// <summary>The ward whose sites are drawn; null for none.</summary>
    [Parameter]
    public MapWard? Chosen { get; set; }

    private CityMap City => View.City;

    private IEnumerable<MapWard> Drawn => City.Wards.Where(ward => ward.Outline is not null);

    private string Edge => string.Concat(Drawn.Select(ward => ward.Outline!.Path));

    private IEnumerable<MapSite> Sites => City.Landmarks.Union(Chosen?.Sites ?? []);

    private List<string> Kinds =>
        [.. SiteSigns.Kinds.Where(kind => Sites.Any(site => site.Site.Kind == kind))];

    private string Label => MapWords.NameOf(City.Plan) is { Length: > 0 } name ? Text["map.label", name] : Text["map.title"];

    private string Describe(MapWard ward)
    {
        var alerts = View.Alerts.In(ward.Id);
        return alerts.Gravest is { } gravest
            ? Text["map.wardAlerts", MapWords.NameOf(ward.Ward), MapWords.Write(alerts.Count), Text["severity." + AlertWords.Of(gravest)]]
            : Text["map.wardCalm", MapWords.NameOf(ward.Ward)];
    }

    private string Fill(MapWard ward) =>
        MapPatterns.Reference(View.Alerts.In(ward.Id).Gravest is { } gravest ? AlertWords.Of(gravest) : MapPatterns.Calm);
}
