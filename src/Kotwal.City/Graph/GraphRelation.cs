using Kotwal.City.Facts;

namespace Kotwal.City.Graph;

/// <summary>A relation that holds, as one source states it.</summary>
/// <param name="Name">A word of <see cref="Inventory.InventoryRelations"/>.</param>
/// <param name="From">The node it starts at.</param>
/// <param name="To">The node it points at.</param>
/// <param name="Source">Who says it.</param>
/// <param name="Since">From when it holds.</param>
/// <param name="Until">Until when it will hold; null for open.</param>
public sealed record GraphRelation(string Name, GraphNode From, GraphNode To, string Source, DateTimeOffset Since, DateTimeOffset? Until)
{
    internal static string NameOf(GraphFrame frame, int predicate) => frame.WordOf(predicate)[FactWords.RelationPrefix.Length..];

    internal static IReadOnlyList<GraphRelation> Of(GraphSnapshot snapshot, ReadOnlySpan<Link> links, Predicate<Link> isShown, int most)
    {
        var relations = new List<GraphRelation>(Math.Min(links.Length, most));
        foreach (var link in links)
        {
            if (relations.Count == most)
            {
                break;
            }

            if (isShown(link))
            {
                var arrow = snapshot.Frame.Live[link.From]!.Arrows[link.Arrow];
                relations.Add(new(
                    NameOf(snapshot.Frame, link.Predicate), snapshot.NodeAt(link.From), snapshot.NodeAt(link.To),
                    snapshot.Frame.Names.Recordings[arrow.Recording].Source, FactTime.FromMicroseconds(arrow.From),
                    arrow.Until == long.MaxValue ? null : FactTime.FromMicroseconds(arrow.Until)));
            }
        }

        return relations;
    }
}
