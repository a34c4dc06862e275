using Kotwal.City.Facts;

namespace Kotwal.Devices.Nodes;

/// <summary>What came of a deed on a node.</summary>
/// <param name="Node">The node; null when nothing was done.</param>
/// <param name="Version">The node's version after the deed; null when nothing was done.</param>
/// <param name="Refusals">Why not; empty when it was done, and when the node is unknown or has changed meanwhile.</param>
/// <param name="IsOutdated">True when nothing was done because the node is not what it was when the person looked at it.</param>
public sealed record NodeDeed(NodeId? Node, string? Version, IReadOnlyList<NodeRefusal> Refusals, bool IsOutdated = false)
{
    public static NodeDeed Unknown { get; } = new(null, null, []);

    public static NodeDeed Outdated { get; } = new(null, null, [], IsOutdated: true);

    public bool IsDone => Node is not null;

    public static NodeDeed Of(NodeId node, string? version) => new(node, version, []);

    public static NodeDeed Refused(params IReadOnlyList<NodeRefusal> refusals) => new(null, null, refusals);
}
