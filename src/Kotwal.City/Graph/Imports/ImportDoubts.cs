using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>Gathers nodes that may be the same thing, each pair once, and leaves out what was proposed or refused before.</summary>
internal sealed class ImportDoubts(GraphSnapshot graph)
{
    private readonly Dictionary<(NodeId, NodeId), ImportProposal> proposals = [];

    public void Add(int line, NodeId node, NodeId other, InventoryIdentifier mark)
    {
        if (!proposals.ContainsKey((node, other)) && !proposals.ContainsKey((other, node)) && !IsDecided(node, other) && !IsDecided(other, node))
        {
            proposals.Add((node, other), new(line, node, other, $"Both bear the {mark.Kind} {mark.Value}."));
        }
    }

    public void Propose(ImportPlan plan, DateTimeOffset effectiveAt)
    {
        foreach (var proposal in proposals.Values)
        {
            plan.Propose(proposal, [new(proposal.Node, FactWords.MaybeSameAs, proposal.Other.ToString(), effectiveAt)]);
        }
    }

    private bool IsDecided(NodeId node, NodeId other)
    {
        if (!graph.TryGetPlace(node, out var from) || !graph.TryGetPlace(other, out var to) || graph.Frame.Nodes[from] is not { } facts)
        {
            return false;
        }

        var (maybe, not) = (graph.Frame.KeyOf(FactWords.MaybeSameAs), graph.Frame.KeyOf(FactWords.NotSameAs));
        return Array.Exists(
            facts.Arrows,
            arrow => arrow.Target == to && (arrow.Predicate == maybe || arrow.Predicate == not) && arrow.HoldsAt(graph.Frame.AsOf));
    }
}
