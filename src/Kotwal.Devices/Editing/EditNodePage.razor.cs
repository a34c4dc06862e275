using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Work;
using Kotwal.Console.Ui;
using Kotwal.Devices.Nodes;
using Kotwal.Inventory;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Devices.Editing;

/// <summary>
/// Where people say what a node is. Each deed is refused when somebody else has changed the node since the person saw it; what the
/// person wrote stays in the fields, and the next attempt rests on what is shown then.
/// </summary>
public sealed partial class EditNodePage
{
    private readonly NodeDrafts drafts = new();
    private string effectiveAt = "";
    private string? news;
    private bool isBadNews;
    private bool isBusy;
    private IReadOnlyList<NodeRefusal> refusals = [];

    [Inject]
    private CityGraph Graph { get; set; } = default!;

    [Inject]
    private NodeEdits Edits { get; set; } = default!;

    [Inject]
    private PersonReads Reads { get; set; } = default!;

    [Inject]
    private CityTime Time { get; set; } = default!;

    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Graph];

    /// <inheritdoc/>
    protected override async Task<NodeToEdit> ReadAsync(CancellationToken cancel)
    {
        var user = await LookerAsync();
        var reach = Reach.For(user, Policies.WriteCity);
        if (Graph.Current.Find(new NodeId(Id), reach) is not { } node)
        {
            return new(null, reach);
        }

        await Reads.NoteAsync(node, user, cancel);
        drafts.Meet(node);
        return new(node, reach);
    }

    private static bool IsRetired(GraphNode node) => node.Attribute(InventoryAttributes.Lifecycle) == InventoryAttributes.Retired;

    private Task LiveAsync(string lifecycle) => DecideAsync(InventoryAttributes.Lifecycle, lifecycle);

    private Task ChooseAsync(NodeStatement said) => DecideAsync(said.Name, said.Value);

    private async Task DecideAsync(string attribute, string value)
    {
        isBusy = true;
        try
        {
            await SaveAsync(new NodeChange(new Dictionary<string, string?> { [attribute] = value }));
        }
        finally
        {
            isBusy = false;
        }
    }

    // A deed that was begun is ended even when the person has left the page.
    private async Task<NodeDeed> SaveAsync(NodeChange change)
    {
        var user = await LookerAsync();
        var from = Time.ReadInput(effectiveAt);
        var deed = effectiveAt.Length > 0 && from is null
            ? NodeDeed.Refused(new NodeRefusal(NodeRefusal.EffectiveAt, NodeRefusalReason.NoTime, "effectiveAt is no time."))
            : await Edits.ChangeAsync(new NodeId(Id), change with { EffectiveAt = from, Version = drafts.Version }, user, CancellationToken.None);
        refusals = deed.Refusals;
        isBadNews = !deed.IsDone;
        news = deed switch
        {
            { IsDone: true } when from > Graph.Current.AsOf => "edit.done.later",
            { IsDone: true } => "edit.done",
            { IsOutdated: true } => "edit.outdated",
            { Refusals.Count: > 0 } => "edit.refused",
            _ => "edit.gone",
        };
        if (deed.IsDone)
        {
            drafts.Forget(change);
        }

        // A deed of somebody else that came right after this one is not taken for seen.
        if (Graph.Current.Find(new NodeId(Id), Reach.For(user, Policies.WriteCity)) is { } node && (deed.IsOutdated || deed.Version == node.Version))
        {
            drafts.Follow(node);
        }

        await ReloadAsync();
        return deed;
    }
}

/// <summary>A node that somebody may change; null when there is none in reach.</summary>
public sealed record NodeToEdit(GraphNode? Node, Reach Reach);
