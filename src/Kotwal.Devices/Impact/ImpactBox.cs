using Kotwal.City.Graph;

namespace Kotwal.Devices.Impact;

/// <summary>One box of the picture.</summary>
/// <param name="Nodes">What it stands for: one node, or several of one sort.</param>
/// <param name="Layer">Steps from the start; 0 for the start itself.</param>
/// <param name="Parent">The box before it; null for the start.</param>
internal sealed record ImpactBox(IReadOnlyList<GraphNode> Nodes, int Layer, ImpactBox? Parent)
{
    /// <summary>Nodes that it stands for without naming them: those for which there was no room.</summary>
    public int More { get; init; }

    public double X { get; set; }

    public double Y { get; set; }

    public GraphNode? Only => Nodes.Count == 1 && More == 0 ? Nodes[0] : null;

    public int Count => Nodes.Count + More;
}
