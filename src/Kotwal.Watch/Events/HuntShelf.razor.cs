using Kotwal.City.Sessions;
using Kotwal.Watch.Hunts;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Events;

/// <summary>The hunts that a person saved and asked, and the place to save the one at hand.</summary>
public sealed partial class HuntShelf
{
    private const int MaxShown = 30;

    private string name = "";
    private string description = "";
    private bool isShared;
    private string? said;

    [Inject]
    private SavedHunts Saved { get; set; } = default!;

    [Inject]
    private HuntHistory History { get; set; } = default!;

    /// <summary>The search at hand.</summary>
    [Parameter, EditorRequired]
    public SearchState State { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task<ShelfContent> ReadAsync(CancellationToken cancel)
    {
        var looker = await LookerAsync();
        return SessionPrincipal.AccountOf(looker) is { } account
            ? new(true, await Saved.ListAsync(looker, cancel), await History.ListAsync(account, MaxShown, cancel))
            : new(false, [], []);
    }

    private async Task SaveAsync()
    {
        var draft = new HuntDraft(name, description, isShared, State.Saved);
        var decision = await Saved.SaveAsync(null, draft, await LookerAsync(), CancellationToken.None);
        said = Text["hunts.decision." + decision.ToString().ToLowerInvariant()];
        if (decision == HuntDecision.Done)
        {
            (name, description, isShared) = ("", "", false);
        }

        await ReloadAsync();
    }

    private async Task ForgetAsync()
    {
        if (SessionPrincipal.AccountOf(await LookerAsync()) is { } account)
        {
            await History.ForgetAsync(account, CancellationToken.None);
            await ReloadAsync();
        }
    }
}

/// <summary>What stands on a person's shelf.</summary>
/// <param name="IsPerson">False for a token, which has none.</param>
/// <param name="Saved">One's own hunts and the shared ones.</param>
/// <param name="Asked">What the person asked, the newest first.</param>
public sealed record ShelfContent(bool IsPerson, IReadOnlyList<HuntEntry> Saved, IReadOnlyList<AskedHunt> Asked);
