using Kotwal.City.Facts;
using Kotwal.City.Graph;

namespace Kotwal.City.Tests.Graph;

/// <summary>Makes snapshots from recordings without a database; tests compare the two.</summary>
internal sealed class PlainGraph
{
    private readonly List<Guid> nodes = [];
    private readonly List<string> words = [];
    private readonly List<RecordingMark> recordings = [];
    private readonly List<FactRow> rows = [];

    public PlainGraph Record(string source, params IEnumerable<Fact> facts)
    {
        foreach (var fact in facts)
        {
            var pointsAt = FactWords.PointsAtNode(fact.Predicate) && NodeId.TryParse(fact.Value, out var target) ? KeyOf(nodes, target.Value) : 0;
            rows.Add(new(
                rows.Count + 1, KeyOf(nodes, fact.Subject.Value), KeyOf(words, fact.Predicate), pointsAt > 0 ? null : fact.Value, pointsAt,
                FactTime.ToMicroseconds(fact.EffectiveAt), fact.IsEnd));
        }

        recordings.Add(new(recordings.Count + 1, FactTime.ToMicroseconds(Some.Noon.AddHours(recordings.Count)), source, rows.Count));
        return this;
    }

    /// <param name="asOf">The present.</param>
    /// <param name="mix">Puts the rows of a node in another order.</param>
    public GraphSnapshot Snapshot(DateTimeOffset asOf, Func<List<FactRow>, List<FactRow>>? mix = null)
    {
        var names = new FactNames([.. nodes], [.. words], [.. recordings]);
        var fold = new NodeFold(names, FactTime.ToMicroseconds(asOf));
        var folded = new NodeFacts?[nodes.Count];
        foreach (var subject in rows.GroupBy(row => row.Subject))
        {
            folded[subject.Key - 1] = fold.Fold(subject.Key - 1, (mix ?? (same => same))([.. subject]));
        }

        return new(new(names, folded, FactTime.ToMicroseconds(asOf)), fold.NextChange);
    }

    private static int KeyOf<T>(List<T> known, T value)
    {
        if (!known.Contains(value))
        {
            known.Add(value);
        }

        return known.IndexOf(value) + 1;
    }
}
