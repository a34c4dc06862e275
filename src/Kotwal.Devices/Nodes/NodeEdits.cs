using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.Inventory;

namespace Kotwal.Devices.Nodes;

/// <summary>
/// What people say of nodes in their reach, recorded as their own words; a node out of reach is as unknown as one that is none.
/// Each deed is in the audit trail before it is done. One deed at a time, so that of two people who saw the same version only one
/// changes it. Safe for many threads.
/// </summary>
internal sealed class NodeEdits(CityGraph graph, IAuditTrail audit, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Makes a node of whose marks no other node bears one.</summary>
    /// <param name="kind">One of <see cref="InventoryKinds"/>.</param>
    /// <param name="change">What is said of it; it needs a mark.</param>
    /// <param name="user">Who says it; somebody who reaches the whole city.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<NodeDeed> CreateAsync(string? kind, NodeChange change, ClaimsPrincipal user, CancellationToken cancel) => InTurnAsync(async () =>
    {
        if (kind is null || !InventoryKinds.All.Contains(kind))
        {
            return NodeDeed.Refused(new NodeRefusal(
                "kind", NodeRefusalReason.NeedsKind, $"A node needs a kind, one of {string.Join(", ", InventoryKinds.All)}."));
        }

        var reach = Reach.For(user, Policies.WriteCity);
        if (!reach.IsWholeCity)
        {
            return NodeDeed.Refused(new NodeRefusal(
                NodeRefusal.WholeChange, NodeRefusalReason.NeedsWholeCity, "New nodes are made by those who reach the whole city."));
        }

        var facts = Reading(reach, change);
        facts.ReadNew(NodeId.New(clock), kind, change);
        return await EndAsync("node.create", facts, user, cancel);
    }, cancel);

    /// <summary>Changes what people say of a node. What is said already changes nothing.</summary>
    public Task<NodeDeed> ChangeAsync(NodeId id, NodeChange change, ClaimsPrincipal user, CancellationToken cancel) => InTurnAsync(async () =>
    {
        var reach = Reach.For(user, Policies.WriteCity);
        if (graph.Current.Find(id, reach) is not { } node)
        {
            return NodeDeed.Unknown;
        }

        if (change.Version is { } seen && seen != node.Version)
        {
            return NodeDeed.Outdated;
        }

        var facts = Reading(reach, change);
        facts.ReadChange(node, change);
        return await EndAsync("node.change", facts, user, cancel);
    }, cancel);

    public void Dispose() => turn.Dispose();

    private NodeFactsOf Reading(Reach reach, NodeChange change) => new(graph.Current, reach, clock.GetUtcNow(), change.EffectiveAt);

    private async Task<NodeDeed> EndAsync(string action, NodeFactsOf facts, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (facts.Refusals.Count > 0)
        {
            return NodeDeed.Refused(facts.Refusals);
        }

        if (facts.Facts.Count > 0)
        {
            var person = user.Identity?.Name ?? "";
            var deed = new AuditDeed(person, action, facts.Node.ToString(), AuditResult.Done, facts.Describe());
            await audit.DoAsync(deed, () => graph.RecordAsync(new(FactSources.Person(person), person), facts.Facts, cancel), cancel);
        }

        return NodeDeed.Of(facts.Node, graph.Current.Find(facts.Node, Reach.WholeCity)?.Version);
    }

    private async Task<NodeDeed> InTurnAsync(Func<Task<NodeDeed>> deed, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            return await deed();
        }
        finally
        {
            turn.Release();
        }
    }
}
