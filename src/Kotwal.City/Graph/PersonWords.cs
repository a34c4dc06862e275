using Kotwal.City.Facts;

namespace Kotwal.City.Graph;

/// <summary>What people say of one node by itself, as it was before merges: only there can it be ended.</summary>
internal static class PersonWords
{
    public static IEnumerable<Fact> Of(GraphFrame frame, int place, int predicate)
    {
        if (predicate == 0 || frame.Nodes[place] is not { } node)
        {
            yield break;
        }

        var (id, word) = (IdOf(frame, place), frame.WordOf(predicate));
        foreach (var said in node.Attributes.Concat(node.Identifiers))
        {
            if (said.Predicate == predicate && said.HoldsAt(frame.AsOf) && IsPerson(frame, said.Recording))
            {
                yield return new(id, word, said.Value, FactTime.FromMicroseconds(said.From));
            }
        }

        foreach (var arrow in node.Arrows)
        {
            if (arrow.Predicate == predicate && arrow.HoldsAt(frame.AsOf) && IsPerson(frame, arrow.Recording))
            {
                yield return new(id, word, IdOf(frame, arrow.Target).ToString(), FactTime.FromMicroseconds(arrow.From));
            }
        }
    }

    private static NodeId IdOf(GraphFrame frame, int place) => new(frame.Names.Nodes[place]);

    private static bool IsPerson(GraphFrame frame, int recording) => FactSources.IsPerson(frame.Names.Recordings[recording].Source);
}
