using System.Security.Claims;
using Kotwal.City.Audit;
using Kotwal.City.Graph;
using Kotwal.Inventory;

namespace Kotwal.Devices.Nodes;

/// <summary>Notes in the audit trail who looks at a node that is a person.</summary>
internal sealed class PersonReads(ReadTrail reads)
{
    public Task NoteAsync(GraphNode node, ClaimsPrincipal user, CancellationToken cancel) => node.Kind == InventoryKinds.Person
        ? reads.NoteAsync(user, "node.read", node.Id.ToString(), cancel)
        : Task.CompletedTask;
}
