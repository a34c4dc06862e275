using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;

namespace Kotwal.Devices.Waiting;

/// <summary>A node that goes on as another one.</summary>
/// <param name="Part">Its id.</param>
/// <param name="Into">The node as which it goes on.</param>
public sealed record MergedPart(NodeId Part, GraphNode Into)
{
    /// <summary>All merges that hold, of nodes in reach.</summary>
    internal static IEnumerable<MergedPart> Of(GraphSnapshot graph, Reach reach) =>
        from node in graph.Merged(reach)
        from part in node.Ids.Skip(1)
        select new MergedPart(part, node);
}
