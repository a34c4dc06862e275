namespace Kotwal.City.Graph;

/// <summary>
/// The one place that says what cannot work without what: X depends on Y when it says so, and when Y runs X.
/// </summary>
internal static class Dependencies
{
    /// <summary>What the node cannot work without.</summary>
    public static IEnumerable<(int Node, int Predicate)> NeededBy(GraphFrame frame, int index) =>
        Step(frame, index, outward: frame.DependsOn, inward: frame.Runs);

    /// <summary>What cannot work without the node.</summary>
    public static IEnumerable<(int Node, int Predicate)> Needing(GraphFrame frame, int index) =>
        Step(frame, index, outward: frame.Runs, inward: frame.DependsOn);

    private static List<(int Node, int Predicate)> Step(GraphFrame frame, int index, int outward, int inward)
    {
        var found = new List<(int, int)>();
        foreach (var link in frame.Arrows.Out(index))
        {
            if (link.Predicate == outward)
            {
                found.Add((link.To, link.Predicate));
            }
        }

        foreach (var link in frame.Arrows.In(index))
        {
            if (link.Predicate == inward)
            {
                found.Add((link.From, link.Predicate));
            }
        }

        return found;
    }
}
