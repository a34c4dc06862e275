using System.Globalization;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Discovery;
using Kotwal.Inventory;

namespace Kotwal.Devices.Waiting;

/// <summary>What waits for a person: what was heard, what may be the same thing, and merges that can be undone.</summary>
/// <param name="Staged">The first of those who were heard.</param>
/// <param name="StagedCount">All of them.</param>
/// <param name="Proposed">The first of the merges that are proposed.</param>
/// <param name="ProposedCount">All of them.</param>
/// <param name="Merged">The first of the merges that were made.</param>
/// <param name="MergedCount">All of them.</param>
/// <param name="Guests">Zones of guests, and how many spoke there lately.</param>
public sealed record WaitingContent(
    IReadOnlyList<StagedNode> Staged, int StagedCount, IReadOnlyList<MergeProposal> Proposed, int ProposedCount, IReadOnlyList<MergedPart> Merged,
    int MergedCount, IReadOnlyList<(GraphNode Zone, int Count)> Guests)
{
    /// <summary>Most entries of each list; those behind come when these are decided.</summary>
    public const int MaxRows = 500;

    internal static WaitingContent Of(GraphSnapshot graph, GuestTally guests, Reach reach)
    {
        var staged = graph.Nodes(reach).Where(node => node.State == NodeStates.Staged).ToList();
        var proposed = graph.Proposals(reach);
        var merged = MergedPart.Of(graph, reach).ToList();
        return new(
            [.. staged.Take(MaxRows).Select(StagedNode.Of).OrderByDescending(node => node.Last)],
            staged.Count,
            [.. proposed.Take(MaxRows)],
            proposed.Count,
            [.. merged.Take(MaxRows)],
            merged.Count,
            [.. graph.Nodes(reach, InventoryKinds.Zone).Where(zone => zone.IsForGuests).Select(zone => (zone, guests.Count(zone.Id)))]);
    }
}

/// <summary>A node that was heard, with the evidence.</summary>
/// <param name="Node">The node.</param>
/// <param name="First">When it was first heard.</param>
/// <param name="Last">When it was last heard, as far as recorded.</param>
/// <param name="Count">In how many events.</param>
/// <param name="Sources">Who told of it.</param>
/// <param name="Events">Ids of events in which it was heard.</param>
public sealed record StagedNode(
    GraphNode Node, DateTimeOffset? First, DateTimeOffset? Last, long Count, IReadOnlyList<string> Sources, IReadOnlyList<string> Events)
{
    internal static StagedNode Of(GraphNode node) => new(
        node,
        Time(node.Attribute(HeardWords.First)),
        Time(node.Attribute(HeardWords.Last)),
        long.TryParse(node.Attribute(HeardWords.Count), CultureInfo.InvariantCulture, out var count) ? count : 0,
        Parts(node.Attribute(HeardWords.Sources)),
        [.. Parts(node.Attribute(HeardWords.Events)).Where(id => Guid.TryParse(id, out _))]);

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string[] Parts(string? text) => (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
