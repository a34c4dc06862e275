using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Work;
using Kotwal.Devices.Impact;
using Kotwal.Inventory;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Devices.Nodes;

/// <summary>The list of nodes. The address holds the filter, so that it can be handed on.</summary>
public sealed partial class NodesPage
{
    private const int RowsPerPage = 100;

    private static readonly string[] Criticalities = ["critical", "high", "medium", "low"];

    private string words = "";
    private string? wordsShown;

    [Inject]
    private NodeReader Reader { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    public string? Type { get; set; }

    [SupplyParameterFromQuery(Name = "zone")]
    public string? Zone { get; set; }

    [SupplyParameterFromQuery(Name = "ward")]
    public string? Ward { get; set; }

    [SupplyParameterFromQuery(Name = "service")]
    public string? Service { get; set; }

    [SupplyParameterFromQuery(Name = "owner")]
    public string? Owner { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "criticality")]
    public string? Criticality { get; set; }

    /// <summary>The day as whose end the city is shown.</summary>
    [SupplyParameterFromQuery(Name = "on")]
    public string? KnownOnDay { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Graph];

    private NodeChoices? Choices => Page.Value?.Choices;

    private IReadOnlyList<(string Value, string Words)> Kinds => [.. InventoryKinds.All.Select(kind => (kind, SortWords.Kind(Text, kind)))];

    private IReadOnlyList<(string Value, string Words)> Types => [.. (Choices?.Types ?? []).Select(type => (type, type.Replace('_', ' ')))];

    private IReadOnlyList<(string Value, string Words)> States =>
        [.. new[] { NodeStates.Confirmed, NodeStates.Staged, NodeStates.Ignored }.Select(state => (state, Text["node.state." + state].Value))];

    private IReadOnlyList<(string Value, string Words)> Levels => [.. Criticalities.Select(level => (level, Text["severity." + level].Value))];

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        // What somebody is typing stays as long as the address does.
        if (wordsShown != Words)
        {
            (wordsShown, words) = (Words, Words ?? "");
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<NodesContent> ReadAsync(CancellationToken cancel)
    {
        var filter = new NodeFilter
        {
            Text = Words,
            Kind = Kind,
            Type = Type,
            Zone = Zone,
            Ward = Ward,
            Service = Service,
            Owner = Owner,
            State = State,
            Criticality = Criticality,
        };
        var graph = await Reader.GraphAsync(KnownOn.TryRead(KnownOnDay, out var time) ? time : null, cancel);
        var reach = await ReachAsync();
        var list = NodeReader.List(graph, filter, reach, After, RowsPerPage) ?? NodeReader.List(graph, filter, reach, null, RowsPerPage)!;
        return new(list, NodeChoices.Of(graph, reach), NodeChoices.CountWaiting(graph, reach));
    }

    private static IReadOnlyList<(string Value, string Words)> Offer(IReadOnlyList<GraphNode>? nodes) =>
        [.. (nodes ?? []).Select(node => (node.ShortId ?? node.Name, node.Name))];

    private string LinkOf(GraphNode node) => $"nodes/{node.Id}" + (string.IsNullOrEmpty(KnownOnDay) ? "" : $"?on={KnownOnDay}");

    private void Search() => Navigate("q", words.Trim() is { Length: > 0 } typed ? typed : null);

    private void Go(string name, string? value) => Navigate(name, string.IsNullOrEmpty(value) ? null : value);

    // Another filter begins at the first page again.
    private void Navigate(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["after"] = null, [name] = value }));
}
