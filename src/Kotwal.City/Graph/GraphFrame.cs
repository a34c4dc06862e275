using System.Collections.Frozen;
using System.Net;
using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>
/// What everything else of a snapshot is worked out from: folded nodes by their place, which of them are the same thing, and the
/// relations between them. Immutable.
/// </summary>
internal sealed class GraphFrame
{
    private readonly FrozenDictionary<string, int> keys;
    private readonly string?[] kinds;
    private readonly ILookup<string, int> byKind;

    public GraphFrame(FactNames names, NodeFacts?[] nodes, long asOf)
    {
        (Names, Nodes, AsOf) = (names, nodes, asOf);
        keys = names.Words.Index().ToFrozenDictionary(word => word.Item, word => word.Index + 1, StringComparer.Ordinal);
        Voices = new Voices(names.Recordings);
        Merges = new GraphMerges(nodes, Voices);
        (Kind, State) = (KeyOf(FactWords.Kind), KeyOf(FactWords.State));
        (Address, Runs) = (KeyOf(FactWords.Identifier(InventoryIdentifiers.Address)), KeyOf(FactWords.Relation(InventoryRelations.Runs)));
        (LocatedIn, OwnedBy) = (KeyOf(FactWords.Relation(InventoryRelations.LocatedIn)), KeyOf(FactWords.Relation(InventoryRelations.OwnedBy)));
        DependsOn = KeyOf(FactWords.Relation(InventoryRelations.DependsOn));
        (Criticality, Reference) = (KeyOf(InventoryAttributes.Criticality), KeyOf(FactWords.Identifier(InventoryIdentifiers.Reference)));
        ItemKey = KeyOf(FactWords.Identifier(FactWords.ItemKey));
        Live = [.. nodes.Select(node => node is null ? null : Merges.WholeOf(node) is { } whole && whole.Find(Kind) is not null ? whole : null)];
        kinds = [.. Live.Select(node => node?.Find(Kind)?.Value)];
        byKind = kinds.Index().Where(pair => pair.Item is not null).ToLookup(pair => pair.Item!, pair => pair.Index, StringComparer.Ordinal);
        bool[] isRelation = [false, .. names.Words.Select(word => word.StartsWith(FactWords.RelationPrefix, StringComparison.Ordinal))];
        Arrows = new GraphArrows(Live, Merges, isRelation, asOf);
    }

    public FactNames Names { get; }

    /// <summary>Each node by itself, as it was before merges; null where nothing was ever said of a node.</summary>
    public NodeFacts?[] Nodes { get; }

    /// <summary>Each thing as a whole; null where there is none, or where it goes on as another node.</summary>
    public NodeFacts?[] Live { get; }

    /// <summary>The present, in microseconds since 1970.</summary>
    public long AsOf { get; }

    public Voices Voices { get; }

    public GraphMerges Merges { get; }

    public GraphArrows Arrows { get; }

    public int Kind { get; }

    public int State { get; }

    public int Address { get; }

    public int Reference { get; }

    public int ItemKey { get; }

    public int Runs { get; }

    public int LocatedIn { get; }

    public int OwnedBy { get; }

    public int DependsOn { get; }

    public int Criticality { get; }

    /// <summary>True when nobody but senders says that there is such a node.</summary>
    public bool IsHeardOnly(NodeFacts node) =>
        !Array.Exists(node.Attributes, said => said.Predicate == Kind && Names.Recordings[said.Recording].Source != FactSources.Heard);

    /// <summary>Key of a predicate; 0 when no fact ever used it.</summary>
    public int KeyOf(string predicate) => keys.GetValueOrDefault(predicate);

    public string WordOf(int predicate) => Names.Words[predicate - 1];

    public string? KindOf(int index) => kinds[index];

    public IEnumerable<int> OfKind(string kind) => byKind[kind];

    public string? ValueOf(int index, string attribute) => Live[index]?.Find(KeyOf(attribute))?.Value;

    /// <summary>All values of an attribute that may have several.</summary>
    public IEnumerable<string> ValuesOf(int index, string attribute)
    {
        var predicate = KeyOf(attribute);
        return Live[index]?.Attributes.Where(statement => statement.Predicate == predicate).Select(statement => statement.Value) ?? [];
    }

    /// <summary>The addresses that the node has now.</summary>
    public IEnumerable<UInt128> AddressesOf(int index)
    {
        foreach (var mark in Live[index]?.Identifiers ?? [])
        {
            if (mark.Predicate == Address && mark.HoldsAt(AsOf) && IPAddress.TryParse(mark.Value, out var address))
            {
                yield return Addresses.Of(address);
            }
        }
    }

    /// <summary>What is said of the node's own criticality, 1 (low) to 4 (critical); 0 when nothing is said.</summary>
    public int OwnCriticalityOf(int index) => CriticalityWords.Parse(Live[index]?.Find(Criticality)?.Value);

    /// <summary>The short id that events carry, such as <c>scada</c> of <c>kotwal/zone/scada</c>; null when it has none.</summary>
    public string? ShortIdOf(int index)
    {
        var prefix = ShortIds.PrefixOf(kinds[index] ?? "");
        foreach (var mark in Live[index]?.Identifiers ?? [])
        {
            if (mark.Predicate == Reference && mark.HoldsAt(AsOf) && mark.Value.StartsWith(prefix, StringComparison.Ordinal))
            {
                return mark.Value[prefix.Length..];
            }
        }

        return null;
    }

    /// <summary>How events and grants name the node: by its short id, else its name, else its id.</summary>
    public string LabelOf(int index) =>
        ShortIdOf(index) ?? ValueOf(index, InventoryAttributes.Name) ?? new NodeId(Names.Nodes[index]).ToString();
}
