using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Work;
using Kotwal.Devices.Impact;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Devices.Nodes;

/// <summary>One node: what it is, where, for whom, what hangs on it, and what was ever said of it.</summary>
public sealed partial class NodePage
{
    private const int FactsShown = 200;

    private string? refused;
    private bool isBusy;

    [Inject]
    private NodeReader Reader { get; set; } = default!;

    [Inject]
    private NodeEdits Edits { get; set; } = default!;

    [Inject]
    private PersonReads Reads { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The day as whose end the node is shown.</summary>
    [SupplyParameterFromQuery(Name = "on")]
    public string? KnownOnDay { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Graph];

    private string? Subtitle => Page.Value?.Seen is { View.Node: var node }
        ? string.Join(" · ", new[] { SortWords.Of(Text, node), node.Zone?.Name, node.Ward?.Name }.OfType<string>())
        : null;

    /// <inheritdoc/>
    protected override async Task<NodeLookup> ReadAsync(CancellationToken cancel)
    {
        var graph = await Reader.GraphAsync(KnownOn.TryRead(KnownOnDay, out var time) ? time : null, cancel);
        var reach = await ReachAsync();
        if (graph.Find(new NodeId(Id), reach) is not { } node)
        {
            return new(null);
        }

        var looker = await LookerAsync();
        await Reads.NoteAsync(node, looker, cancel);
        var history = await Reader.HistoryAsync(graph, node, reach, FactsShown, cancel);
        return new(new(
            NodeView.Of(graph, node, reach),
            graph.ImpactOf(node, ImpactDirection.Fails, reach),
            graph.ImpactOf(node, ImpactDirection.Needs, reach),
            history,
            NamesOf(graph, history, reach),
            WriteReachOf(graph, node, Reach.For(looker, Policies.WriteCity))));
    }

    // The past is as it was.
    private Reach? WriteReachOf(GraphSnapshot graph, GraphNode node, Reach reach) =>
        string.IsNullOrEmpty(KnownOnDay) && graph.Find(node.Id, reach) is not null ? reach : null;

    // A deed that was begun is ended even when the person has left the page.
    private async Task ChooseAsync(NodeStatement said)
    {
        isBusy = true;
        try
        {
            var change = new NodeChange(new Dictionary<string, string?> { [said.Name] = said.Value }, Version: Page.Value?.Seen?.View.Node.Version);
            var deed = await Edits.ChangeAsync(new NodeId(Id), change, await LookerAsync(), CancellationToken.None);
            refused = deed.IsDone ? null : deed.IsOutdated ? "edit.outdated" : "edit.refused";
            await ReloadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }

    private static Dictionary<string, string> NamesOf(GraphSnapshot graph, NodeHistory history, Reach reach)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fact in history.Facts.Select(said => said.Fact).Where(fact => FactWords.PointsAtNode(fact.Predicate)))
        {
            if (NodeId.TryParse(fact.Value, out var id) && graph.Find(id, reach) is { } node)
            {
                names[fact.Value] = node.Name;
            }
        }

        return names;
    }

    private void GoDay(ChangeEventArgs change) => Go(change.Value as string is { Length: > 0 } day ? day : null);

    private void Go(string? day) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("on", day));
}

/// <summary>The node that was looked for; null when there is none in reach.</summary>
public sealed record NodeLookup(SeenNode? Seen);

/// <summary>All that the page of a node shows.</summary>
/// <param name="View">The node and what stands around it.</param>
/// <param name="Fails">What fails when it fails.</param>
/// <param name="Needs">What it needs to work.</param>
/// <param name="History">What was ever said of it.</param>
/// <param name="NameOf">Names of the nodes at which facts point, by their ids.</param>
/// <param name="WriteReach">How much of the city the one who looks may change; null when this node is no part of it.</param>
public sealed record SeenNode(
    NodeView View, GraphImpact Fails, GraphImpact Needs, NodeHistory History, IReadOnlyDictionary<string, string> NameOf, Reach? WriteReach);
