using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.Inventory;

namespace Kotwal.Devices.Impact;

/// <summary>
/// Places what a failure takes with it in layers from left to right. Above <see cref="MaxBoxes"/> nodes, those of one sort that hang
/// on the same node become one box with a count; what then has no room is counted at the end of its layer. Immutable.
/// </summary>
internal sealed class ImpactLayout
{
    /// <summary>Most boxes of a picture, about.</summary>
    public const int MaxBoxes = 60;

    public const double BoxWidth = 168;
    public const double BoxHeight = 34;
    private const double ColumnGap = 56;
    private const double RowGap = 8;
    private const double Margin = 4;
    private const int FewestInLayer = 3;

    private ImpactLayout(IReadOnlyList<ImpactBox> boxes, double width, double height) => (Boxes, Width, Height) = (boxes, width, height);

    /// <summary>All boxes, the start first, then layer by layer from the top.</summary>
    public IReadOnlyList<ImpactBox> Boxes { get; }

    public double Width { get; }

    public double Height { get; }

    public static ImpactLayout Of(GraphImpact impact)
    {
        var layers = Cut(Gather(impact));
        var tallest = layers.Max(layer => layer.Count);
        foreach (var (column, layer) in layers.Index())
        {
            var top = Margin + ((tallest - layer.Count) * (BoxHeight + RowGap) / 2);
            foreach (var (row, box) in layer.Index())
            {
                (box.X, box.Y) = (Margin + (column * (BoxWidth + ColumnGap)), top + (row * (BoxHeight + RowGap)));
            }
        }

        return new(
            [.. layers.SelectMany(layer => layer)], (2 * Margin) + (layers.Count * (BoxWidth + ColumnGap)) - ColumnGap,
            (2 * Margin) + (tallest * (BoxHeight + RowGap)) - RowGap);
    }

    // Steps come the nearest first, and within a layer in the order of what they hang on, so that arrows seldom cross.
    private static List<List<ImpactBox>> Gather(GraphImpact impact)
    {
        var start = new ImpactBox([impact.Start], 0, null);
        var boxes = new Dictionary<NodeId, ImpactBox> { [impact.Start.Id] = start };
        var carries = impact.Steps.Where(step => step.Via is not null).Select(step => step.Via!.Id).ToHashSet();
        var isCrowded = impact.Steps.Count + 1 > MaxBoxes;
        List<List<ImpactBox>> layers = [[start]];
        foreach (var layer in impact.Steps.GroupBy(step => step.Depth).OrderBy(layer => layer.Key))
        {
            var placed = new List<ImpactBox>();
            foreach (var group in layer.GroupBy(step => (Via: step.Via?.Id, Sort: isCrowded && !carries.Contains(step.Node.Id) ? SortOf(step.Node) : step.Node.Id.ToString())))
            {
                var parent = group.Key.Via is { } via && boxes.TryGetValue(via, out var known) ? known : start;
                var box = new ImpactBox([.. group.Select(step => step.Node)], layers.Count, parent);
                placed.Add(box);
                foreach (var node in box.Nodes)
                {
                    boxes[node.Id] = box;
                }
            }

            layers.Add(placed);
        }

        return layers;
    }

    private static List<List<ImpactBox>> Cut(List<List<ImpactBox>> layers)
    {
        if (layers.Sum(layer => layer.Count) <= MaxBoxes)
        {
            return layers;
        }

        var most = Math.Max(FewestInLayer, MaxBoxes / layers.Count);
        var gone = new Dictionary<ImpactBox, ImpactBox>(ReferenceEqualityComparer.Instance);
        var cut = new List<List<ImpactBox>>();
        foreach (var layer in layers)
        {
            var kept = layer.Take(layer.Count <= most ? layer.Count : most - 1).Select(box => Moved(box, gone)).ToList();
            if (layer.Count > kept.Count)
            {
                var rest = layer.Skip(kept.Count).ToList();
                var end = new ImpactBox([], rest[0].Layer, Moved(rest[0], gone).Parent) { More = rest.Sum(box => box.Count) };
                rest.ForEach(box => gone[box] = end);
                kept.Add(end);
            }

            cut.Add(kept);
        }

        return cut;
    }

    // What hung on a box that was cut hangs on the one that counts it.
    private static ImpactBox Moved(ImpactBox box, Dictionary<ImpactBox, ImpactBox> gone)
    {
        if (box.Parent is null || !gone.TryGetValue(box.Parent, out var end))
        {
            return box;
        }

        var moved = box with { Parent = end };
        gone[box] = moved;
        return moved;
    }

    private static string SortOf(GraphNode node) => node.Kind + " " + node.Attribute(InventoryAttributes.Type);
}
