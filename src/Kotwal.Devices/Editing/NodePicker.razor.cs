using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.Devices.Impact;
using Kotwal.Inventory;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Devices.Editing;

/// <summary>Finds one node by its name, address or another mark, among those that the person may change.</summary>
public sealed partial class NodePicker : IDisposable
{
    /// <summary>Most nodes offered; who looks for another one writes more.</summary>
    private const int MaxOffered = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource left = new();
    private CancellationTokenSource? typing;
    private string words = "";
    private string kindsSearched = "";
    private IReadOnlyList<GraphNode> found = [];
    private bool isMore;
    private bool hasSearched;

    [Inject]
    private CityGraph Graph { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Kinds that are offered, the likeliest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Kinds { get; set; } = [];

    /// <summary>A node that is not offered: the one that points.</summary>
    [Parameter]
    public NodeId? Except { get; set; }

    [Parameter, EditorRequired]
    public GraphNode? Chosen { get; set; }

    [Parameter]
    public EventCallback<GraphNode?> ChosenChanged { get; set; }

    /// <summary>Id of what is wrong with the choice; null when nothing is.</summary>
    [Parameter]
    public string? Described { get; set; }

    private string Count => !hasSearched ? "" : found.Count == 0 ? Text["pick.none"] : isMore ? Text["pick.more", found.Count] : Text["pick.found", found.Count];

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
        typing?.Dispose();
    }

    /// <summary>Another relation points at other kinds: what is written is looked for again, and an emptied choice empties the field.</summary>
    protected override async Task OnParametersSetAsync()
    {
        var kinds = string.Join(' ', Kinds);
        if (kindsSearched != kinds)
        {
            kindsSearched = kinds;
            await FindAsync();
        }
    }

    /// <summary>Empties the field after a choice was used.</summary>
    public void Clear()
    {
        (words, found, isMore, hasSearched) = ("", [], false, false);
        StateHasChanged();
    }

    private async Task SearchAsync(string? written)
    {
        words = written ?? "";
        if (typing is not null)
        {
            await typing.CancelAsync();
            typing.Dispose();
        }

        typing = CancellationTokenSource.CreateLinkedTokenSource(left.Token);
        try
        {
            // A search looks at every node; who types on has not asked yet.
            await Task.Delay(Pause, Clock, typing.Token);
            await FindAsync();
        }
        catch (OperationCanceledException)
        {
            // Somebody typed on, or left.
        }
    }

    private async Task FindAsync()
    {
        var text = words.Trim();
        hasSearched = text.Length > 0;
        if (!hasSearched)
        {
            (found, isMore) = ([], false);
        }
        else
        {
            var (graph, reach) = (Graph.Current, Reach.For((await SignedIn).User, Policies.WriteCity));
            var fitting = Kinds.SelectMany(kind => graph.Search(text, reach, MaxOffered + 2, kind)).Where(node => node.Id != Except)
                .Take(MaxOffered + 1).ToList();
            (found, isMore) = ([.. fitting.Take(MaxOffered)], fitting.Count > MaxOffered);
        }

        if (Chosen is { } chosen && !found.Contains(chosen))
        {
            await ChosenChanged.InvokeAsync(null);
        }
    }

    private string Describe(GraphNode node) => string.Join(" · ", new[]
    {
        SortWords.Of(Text, node), node.Identifiers.FirstOrDefault(mark => mark.Kind == InventoryIdentifiers.Address)?.Value, node.Zone?.Name, node.Ward?.Name,
    }.OfType<string>());
}
