using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Map;

/// <summary>Where it burns: the city's wards with their open alerts. The address holds the chosen ward, so that it can be handed on.</summary>
public sealed partial class MapPage
{
    [Inject]
    private MapReader Reader { get; set; } = default!;

    /// <summary>Id of the chosen ward; none for the whole city.</summary>
    [SupplyParameterFromQuery(Name = "ward")]
    public string? Ward { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Alerts, CityTopic.Graph];

    /// <inheritdoc/>
    protected override async Task<MapView> ReadAsync(CancellationToken cancel) => await Reader.ReadAsync(await ReachAsync(), cancel);

    private MapWard? Chosen(MapView view) => view.City.Find(Ward);
}
