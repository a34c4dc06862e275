using Kotwal.City.Sessions;
using Kotwal.Hunt;
using Kotwal.Watch.Events;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Dashboards;

/// <summary>Puts the search of an address on a dashboard of one's own.</summary>
public sealed partial class PinPage
{
    private string title = "";
    private TileKind kind = TileKind.Number;
    private int wide = 1;
    private string on = "";
    private string name = "";
    private bool isRefused;

    [Inject]
    private OwnDashboards Own { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    // A tile looks up to now; a stretch in the past is none of its ranges.
    private SearchState State => new(Query ?? "", TimeWindow.Read(Range == TimeWindow.Custom ? null : Range, null, null, Clock.GetUtcNow()));

    /// <inheritdoc/>
    protected override async Task<PinChoices> ReadAsync(CancellationToken cancel)
    {
        var looker = await LookerAsync();
        var account = SessionPrincipal.AccountOf(looker);
        if (HuntText.Read(State.Query, out var hunt) is null && !hunt.FindsEvents)
        {
            kind = HuntQuery.Parse(State.Query).Query?.Chart is null ? TileKind.Bar : TileKind.Chart;
        }

        return new([.. (await Own.ListAsync(looker, cancel)).Where(own => own.Owner == account)]);
    }

    private async Task PinAsync()
    {
        var tile = new TileSpec(new() { ["en"] = title.Trim() }, kind, State.Query, Wide: Math.Clamp(wide, 1, 4));
        var pinned = await Own.PinAsync(Guid.TryParse(on, out var id) ? id : null, name, tile, await LookerAsync(), CancellationToken.None);
        isRefused = pinned is null;
        if (pinned is { } dashboard)
        {
            Navigation.NavigateTo($"dashboards?show={dashboard:D}");
        }
    }
}

/// <summary>The dashboards on which one may pin.</summary>
public sealed record PinChoices(IReadOnlyList<OwnDashboard> Own);
