using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>Picks out of a graph what one source says. Immutable.</summary>
internal sealed class SourceSayings(GraphFrame frame, string source, DateTimeOffset effectiveAt)
{
    private readonly bool[] isOurs =
        [.. frame.Names.Recordings.Select(recording => SourceRanks.VoiceOf(recording.Source) == SourceRanks.VoiceOf(source))];

    private readonly bool[] isDecision =
        [false, .. frame.Names.Words.Select(word => word is FactWords.MaybeSameAs or FactWords.NotSameAs or FactWords.State)];

    public string Source => source;

    /// <summary>From when new words hold.</summary>
    public DateTimeOffset EffectiveAt => effectiveAt;

    public bool SaysAnythingOf(NodeFacts node) =>
        Array.Exists(node.Attributes, said => isOurs[said.Recording] && !isDecision[said.Predicate]);

    /// <summary>True when the source says that the node bears the reference and all marks that are no references.</summary>
    public bool SaysAll(NodeFacts node, IReadOnlyList<InventoryIdentifier> marks, InventoryIdentifier reference)
    {
        foreach (var mark in marks)
        {
            if (mark.Kind == InventoryIdentifiers.Reference && mark != reference)
            {
                continue;
            }

            var predicate = PredicateOf.Identifier(mark.Kind);
            if (!Array.Exists(node.Identifiers, known =>
                known.Value == mark.Value && isOurs[known.Recording] && known.HoldsAt(frame.AsOf) && frame.WordOf(known.Predicate) == predicate))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the source says of the node now; proposals and decisions are no part of it.</summary>
    public List<Saying> Of(NodeFacts node)
    {
        var sayings = new List<Saying>(node.Attributes.Length + node.Identifiers.Length + node.Arrows.Length);
        foreach (var said in node.Attributes)
        {
            Add(said.Recording, said.Predicate, said.Value, holds: true);
        }

        foreach (var mark in node.Identifiers)
        {
            Add(mark.Recording, mark.Predicate, mark.Value, mark.HoldsAt(frame.AsOf));
        }

        foreach (var arrow in node.Arrows)
        {
            Add(arrow.Recording, arrow.Predicate, null, arrow.HoldsAt(frame.AsOf), arrow.Target);
        }

        return sayings;

        void Add(int recording, int predicate, string? value, bool holds, int target = 0)
        {
            if (holds && isOurs[recording] && !isDecision[predicate])
            {
                sayings.Add(new(frame.WordOf(predicate), value ?? new NodeId(frame.Names.Nodes[target]).ToString()));
            }
        }
    }
}
