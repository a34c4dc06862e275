using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Facts;
using Kotwal.City.Graph;

namespace Kotwal.Devices.Waiting;

/// <summary>
/// What people decide about nodes that were heard, and about nodes that may be the same thing. A node out of reach is as unknown as
/// one that is none. Each deed is in the audit trail before it is done. Safe for many threads.
/// </summary>
internal sealed class WaitingActions(CityGraph graph, GraphDecisions decisions, IAuditTrail audit)
{
    /// <summary>Says that a node that was heard is the city's. False when it is unknown.</summary>
    public Task<bool> ConfirmAsync(NodeId node, ClaimsPrincipal user, CancellationToken cancel) => DecideAsync(
        node, null, "node.confirm", Policies.WriteCity, user, (person, reach) => decisions.ConfirmAsync(node, person, reach, cancel), cancel);

    /// <summary>Says that a node is of no interest. False when it is unknown.</summary>
    public Task<bool> IgnoreAsync(NodeId node, ClaimsPrincipal user, CancellationToken cancel) => DecideAsync(
        node, null, "node.ignore", Policies.WriteCityAll, user, (person, reach) => decisions.IgnoreAsync(node, person, reach, cancel), cancel);

    /// <summary>Says that a node is the same thing as another one, under whose id both go on. False when one is unknown.</summary>
    public Task<bool> MergeAsync(NodeId node, NodeId other, ClaimsPrincipal user, CancellationToken cancel) => DecideAsync(
        node, other, "node.merge", Policies.WriteCityAll, user, (person, reach) => decisions.MergeAsync(node, other, person, reach, cancel), cancel);

    /// <summary>Says that two nodes are not the same thing. False when one is unknown.</summary>
    public Task<bool> RejectAsync(NodeId node, NodeId other, ClaimsPrincipal user, CancellationToken cancel) => DecideAsync(
        node, other, "node.merge.reject", Policies.WriteCityAll, user, (person, reach) => decisions.RejectMergeAsync(node, other, person, reach, cancel), cancel);

    /// <summary>Takes a merge back, so that the part is by itself again. False when it was not merged.</summary>
    public Task<bool> UndoAsync(NodeId part, ClaimsPrincipal user, CancellationToken cancel) =>
        graph.Current.Find(part, Reach.For(user, Policies.WriteCityAll)) is { } whole && whole.Id != part
            ? DecideAsync(part, null, "node.merge.undo", Policies.WriteCityAll, user, (person, reach) => decisions.UndoMergeAsync(part, person, reach, cancel), cancel)
            : Task.FromResult(false);

    private async Task<bool> DecideAsync(
        NodeId node, NodeId? other, string action, string policy, ClaimsPrincipal user, Func<string, Reach, Task<bool>> decide, CancellationToken cancel)
    {
        var (now, reach) = (graph.Current, Reach.For(user, policy));
        if (now.Find(node, reach) is null || (other is { } second && now.Find(second, reach) is null))
        {
            return false;
        }

        var person = user.Identity?.Name ?? "";
        var deed = new AuditDeed(person, action, node.ToString(), AuditResult.Done, other is null ? null : $"with {other}");
        if (await audit.DoAsync(deed, () => decide(person, reach), cancel))
        {
            return true;
        }

        await audit.WriteAsync(deed with { Result = AuditResult.Failed }, CancellationToken.None);
        return false;
    }
}
