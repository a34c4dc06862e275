using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.Inventory;

namespace Kotwal.Devices.Nodes;

/// <summary>
/// What people say of nodes in their reach, recorded as their own words; a node out of reach is as unknown as one that is none.
/// Each deed is in the audit trail before it is done. Safe for many threads.
/// </summary>
internal sealed class NodeEdits(CityGraph graph, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Makes a node of whose marks no other node bears one.</summary>
    /// <param name="kind">One of <see cref="InventoryKinds"/>.</param>
    /// <param name="change">What is said of it; it needs a mark.</param>
    /// <param name="user">Who says it; somebody who reaches the whole city.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<NodeDeed> CreateAsync(string? kind, NodeChange change, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (kind is null || !InventoryKinds.All.Contains(kind))
        {
            return NodeDeed.Refused($"A node needs a kind, one of {string.Join(", ", InventoryKinds.All)}.");
        }

        var reach = Reach.For(user, Policies.WriteCity);
        if (!reach.IsWholeCity)
        {
            return NodeDeed.Refused("New nodes are made by those who reach the whole city.");
        }

        var facts = new NodeFactsOf(graph.Current, reach, change.EffectiveAt ?? clock.GetUtcNow());
        if (facts.ReadNew(NodeId.New(clock), kind, change) is { } refusal)
        {
            return NodeDeed.Refused(refusal);
        }

        await RecordAsync("node.create", facts, user, cancel);
        return NodeDeed.Of(facts.Node);
    }

    /// <summary>Changes what people say of a node. What is said already changes nothing.</summary>
    public async Task<NodeDeed> ChangeAsync(NodeId id, NodeChange change, ClaimsPrincipal user, CancellationToken cancel)
    {
        var (now, reach) = (graph.Current, Reach.For(user, Policies.WriteCity));
        if (now.Find(id, reach) is not { } node)
        {
            return NodeDeed.Unknown;
        }

        var facts = new NodeFactsOf(now, reach, change.EffectiveAt ?? clock.GetUtcNow());
        if (facts.ReadChange(node, change) is { } refusal)
        {
            return NodeDeed.Refused(refusal);
        }

        if (facts.Count > 0)
        {
            await RecordAsync("node.change", facts, user, cancel);
        }

        return NodeDeed.Of(node.Id);
    }

    private async Task RecordAsync(string action, NodeFactsOf facts, ClaimsPrincipal user, CancellationToken cancel)
    {
        var person = user.Identity?.Name ?? "";
        var deed = new AuditDeed(person, action, facts.Node.ToString(), AuditResult.Done, facts.Describe());
        await audit.DoAsync(deed, () => graph.RecordAsync(new(FactSources.Person(person), person), facts.Facts, cancel), cancel);
    }
}

/// <summary>What came of a deed on a node.</summary>
/// <param name="Node">The node; null when nothing was done.</param>
/// <param name="Refusal">Why not, as a sentence; null when the node is unknown.</param>
internal sealed record NodeDeed(NodeId? Node, string? Refusal)
{
    public static NodeDeed Unknown { get; } = new(null, null);

    public static NodeDeed Of(NodeId node) => new(node, null);

    public static NodeDeed Refused(string why) => new(null, why);
}
