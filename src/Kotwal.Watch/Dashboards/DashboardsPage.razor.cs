using System.Globalization;
using Kotwal.City.Sessions;
using Kotwal.Console.Ui;
using Kotwal.Watch.Events;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Dashboards;

/// <summary>The dashboards that ship and those that people made; one at a time, also as a wall that fills the screen.</summary>
public sealed partial class DashboardsPage
{
    private const string Usual = "24h";

    // How often the tiles ask anew: what hangs on a wall is looked at from afar.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);

    private ITimer? beats;
    private int beat;
    private bool isEditing;
    private string name = "";
    private bool isShared;

    [Inject]
    private DashboardFiles Files { get; set; } = default!;

    [Inject]
    private OwnDashboards Own { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private CityTime CityTime { get; set; } = default!;

    /// <summary>Id of the dashboard.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    /// <summary>1 to fill the screen.</summary>
    [SupplyParameterFromQuery(Name = "wall")]
    public string? Wall { get; set; }

    private bool IsWall => Wall == "1";

    private string RangeKey => TimeWindow.Read(Range ?? Usual, null, null, Clock.GetUtcNow()).Key is var key and not TimeWindow.Custom ? key : Usual;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        if (RendererInfo.IsInteractive)
        {
            beats = Clock.CreateTimer(_ => _ = InvokeAsync(Beat), null, Pause, Pause);
        }
    }

    /// <inheritdoc/>
    protected override async Task<DashboardView> ReadAsync(CancellationToken cancel)
    {
        var looker = await LookerAsync();
        var account = SessionPrincipal.AccountOf(looker);
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        IReadOnlyList<ShownDashboard> all =
        [
            .. Files.All.Select(file => new ShownDashboard(file.Id, DashboardSpec.TextIn(file.Title, language), null, false, false, file.Tiles)),
            .. (await Own.ListAsync(looker, cancel)).Select(own => new ShownDashboard(
                own.Id.ToString("D"), own.Name, own.OwnerName, own.Owner == account, own.IsShared, DashboardSpec.ReadTiles(own.Tiles))),
        ];
        var shown = all.FirstOrDefault(entry => Show is null || entry.Key == Show);
        (name, isShared) = (shown?.Title ?? "", shown?.IsShared == true);
        return new(all, shown);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        beats?.Dispose();
        base.Dispose(disposing);
    }

    private void Beat()
    {
        beat++;
        StateHasChanged();
    }

    private static string HrefOf(string key, string range) =>
        $"dashboards?show={Uri.EscapeDataString(key)}" + (range == Usual ? "" : $"&range={range}");

    private Task RenameAsync(ShownDashboard shown) => ChangeAsync(shown, new(name, isShared, shown.Tiles));

    private Task RemoveAsync(ShownDashboard shown, int place) =>
        ChangeAsync(shown, new(shown.Title, shown.IsShared, [.. shown.Tiles.Where((_, other) => other != place)]));

    private Task MoveAsync(ShownDashboard shown, int place, int by)
    {
        var tiles = shown.Tiles.ToList();
        (tiles[place], tiles[place + by]) = (tiles[place + by], tiles[place]);
        return ChangeAsync(shown, new(shown.Title, shown.IsShared, tiles));
    }

    private async Task DeleteAsync(ShownDashboard shown)
    {
        await ChangeAsync(shown, null);
        Navigation.NavigateTo("dashboards");
    }

    private async Task ChangeAsync(ShownDashboard shown, DashboardContent? content)
    {
        await Own.ChangeAsync(Guid.Parse(shown.Key), _ => content, await LookerAsync(), CancellationToken.None);
        await ReloadAsync();
    }
}

/// <summary>What the page shows.</summary>
/// <param name="All">All dashboards that the one who looks may see.</param>
/// <param name="Shown">The one at hand; null when there is no such one.</param>
public sealed record DashboardView(IReadOnlyList<ShownDashboard> All, ShownDashboard? Shown);

/// <summary>A dashboard as it is shown.</summary>
/// <param name="Key">What its address says.</param>
/// <param name="Title">In the language of whoever looks.</param>
/// <param name="OwnerName">Who made it; null for one that ships.</param>
/// <param name="IsOwn">Whether the one who looks may change it.</param>
/// <param name="IsShared">Whether others see it.</param>
/// <param name="Tiles">Its tiles.</param>
public sealed record ShownDashboard(string Key, string Title, string? OwnerName, bool IsOwn, bool IsShared, IReadOnlyList<TileSpec> Tiles);
