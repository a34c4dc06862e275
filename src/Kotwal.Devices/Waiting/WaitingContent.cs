using System.Globalization;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Discovery;

namespace Kotwal.Devices.Waiting;

/// <summary>What waits for a person: what was heard, what may be the same thing, and merges that can be undone.</summary>
public sealed record WaitingContent(IReadOnlyList<StagedNode> Staged, IReadOnlyList<MergeProposal> Proposed, IReadOnlyList<MergedPart> Merged)
{
    /// <summary>Most entries of each list; those behind come when these are decided.</summary>
    public const int MaxRows = 500;

    internal static WaitingContent Of(GraphSnapshot graph, Reach reach) => new(
        [.. graph.Nodes(reach).Where(node => node.State == NodeStates.Staged).Take(MaxRows).Select(StagedNode.Of).OrderByDescending(staged => staged.Last)],
        [.. graph.Proposals(reach).Take(MaxRows)],
        [.. MergedPart.Of(graph, reach).Take(MaxRows)]);
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
