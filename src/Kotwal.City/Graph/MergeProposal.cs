using Kotwal.City.Access;
using Kotwal.City.Facts;

namespace Kotwal.City.Graph;

/// <summary>Two nodes that may be the same thing; a person decides.</summary>
/// <param name="Node">The one that would go on as the other.</param>
/// <param name="Other">The one that would go on.</param>
/// <param name="Source">Who proposes it.</param>
/// <param name="Since">Since when.</param>
public sealed record MergeProposal(GraphNode Node, GraphNode Other, string Source, DateTimeOffset Since)
{
    internal static IReadOnlyList<MergeProposal> Of(GraphSnapshot snapshot, Reach reach)
    {
        var frame = snapshot.Frame;
        var (maybe, not) = (frame.KeyOf(FactWords.MaybeSameAs), frame.KeyOf(FactWords.NotSameAs));
        var refused = Pairs(not).Select(pair => (pair.From, pair.To)).ToHashSet();
        return
        [
            .. from pair in Pairs(maybe)
               where pair.From != pair.To && !refused.Contains((pair.From, pair.To)) && !refused.Contains((pair.To, pair.From))
               let node = snapshot.Reached(pair.From, reach)
               let other = snapshot.Reached(pair.To, reach)
               where node is not null && other is not null
               let recording = frame.Names.Recordings[pair.Arrow.Recording]
               select new MergeProposal(node, other, recording.Source, FactTime.FromMicroseconds(pair.Arrow.From)),
        ];

        // A city in which nobody has ever proposed or refused a merge is not searched for one.
        IEnumerable<(int From, int To, Arrow Arrow)> Pairs(int predicate) => predicate == 0 ? [] :
            from node in frame.Live
            where node is not null
            from arrow in node.Arrows
            where arrow.Predicate == predicate && arrow.HoldsAt(frame.AsOf)
            let target = frame.Merges.SurvivorOf(arrow.Target)
            where frame.Live[target] is not null
            select (node.Index, target, arrow);
    }
}
