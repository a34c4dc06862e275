using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.Inventory;
using Kotwal.Inventory.Identifiers;

namespace Kotwal.Devices.Nodes;

/// <summary>
/// Turns what a person says into facts, and says what of it may not be. What decides who may see a node (its marks, where it stands,
/// what it works for, who answers for it, the networks of zones) is for those who reach the whole city. For one change and one thread.
/// </summary>
internal sealed class NodeFactsOf(GraphSnapshot graph, Reach reach, DateTimeOffset at)
{
    /// <summary>Most entries of one change.</summary>
    public const int MaxEntries = 500;

    private static readonly string[] Placing = [InventoryRelations.LocatedIn, InventoryRelations.Runs, InventoryRelations.OwnedBy];
    private static readonly string[] Labelled =
        [InventoryKinds.Zone, InventoryKinds.Ward, InventoryKinds.Service, InventoryKinds.Organisation, InventoryKinds.Person];

    private readonly List<Fact> facts = [];

    public NodeId Node { get; private set; }

    public IReadOnlyList<Fact> Facts => facts;

    public int Count => facts.Count;

    /// <summary>Names of what is said, for the audit trail.</summary>
    public string Describe() => string.Join(", ", facts.Select(fact => (fact.IsEnd ? "no " : "") + fact.Predicate).Distinct());

    /// <summary>Reads what is said of a new node; the reason when it may not be.</summary>
    public string? ReadNew(NodeId id, string kind, NodeChange change)
    {
        Node = id;
        facts.Add(new(id, FactWords.Kind, kind, at));
        return change.Identifiers is not { Count: > 0 }
            ? "A node needs a mark by which it is found again, such as an address or a serial number."
            : Read(known: null, kind, change);
    }

    /// <summary>Reads what is said anew of a node; the reason when it may not be.</summary>
    public string? ReadChange(GraphNode node, NodeChange change)
    {
        Node = node.Id;
        return Read(node, node.Kind, change);
    }

    private string? Read(GraphNode? known, string kind, NodeChange change)
    {
        if ((change.Attributes?.Count ?? 0) + (change.Identifiers?.Count ?? 0) + (change.Relations?.Count ?? 0) > MaxEntries)
        {
            return $"At most {MaxEntries} things are said at once.";
        }

        var attributes = (change.Attributes ?? new Dictionary<string, string?>()).Select(said => Attribute(known, kind, said.Key, said.Value?.Trim()));
        var marks = (change.Identifiers ?? []).Select(mark => Mark(known, mark));
        var relations = (change.Relations ?? []).Select(relation => Relation(known, relation));
        return attributes.Concat(marks).Concat(relations).FirstOrDefault(refusal => refusal is not null);
    }

    private string? Attribute(GraphNode? known, string kind, string name, string? value)
    {
        if (!reach.IsWholeCity && (name == InventoryAttributes.Network || (name == InventoryAttributes.Name && Labelled.Contains(kind))))
        {
            return $"{name} of a {kind} decides who may see what; it is changed by those who reach the whole city.";
        }

        var said = known?.Statements(name).Where(statement => FactSources.IsPerson(statement.Source)).Select(statement => statement.Value).ToList() ?? [];
        if (value is null or "")
        {
            facts.AddRange(said.Select(old => new Fact(Node, name, old, at, IsEnd: true)));
            return null;
        }

        var item = new InventoryItem { Kind = kind, Identifiers = [ShortIds.Of(kind, "x")], Attributes = [new(name, value)] };
        if (ImportChecks.Refusal(item) is { } refusal)
        {
            return refusal;
        }

        if (!said.Contains(value))
        {
            facts.Add(new(Node, name, value, at));
        }

        return null;
    }

    private string? Mark(GraphNode? known, MarkChange mark)
    {
        if (!reach.IsWholeCity)
        {
            return "Marks decide which events are whose; they are changed by those who reach the whole city.";
        }

        if (CanonicalIdentifier.Read(mark.Kind ?? "", mark.Value ?? "", out var reason) is not { } value)
        {
            return $"'{mark.Value}' as {mark.Kind} {reason}.";
        }

        var predicate = FactWords.Identifier(mark.Kind!);
        var held = known?.Identifiers.Where(old => old.Kind == mark.Kind && old.Value == value).ToList() ?? [];
        if (mark.Ends)
        {
            return End(predicate, value, [.. held.Select(old => old.Source)], $"The {mark.Kind} {value}");
        }

        var others = graph.FindAll(new(mark.Kind!, value), Reach.WholeCity).Where(other => other.Id != Node).ToList();
        if (others.Count > 0 && (known is null || mark.Kind == InventoryIdentifiers.Reference))
        {
            return $"{others[0].Name} ({others[0].Id}) bears the {mark.Kind} {value} already.";
        }

        if (!held.Exists(old => FactSources.IsPerson(old.Source)))
        {
            facts.Add(new(Node, predicate, value, at));
        }

        return null;
    }

    private string? Relation(GraphNode? known, RelationChange relation)
    {
        if (relation.Name is not { } name || !InventoryRelations.All.Contains(name))
        {
            return $"'{relation.Name}' is no relation. Known are {string.Join(", ", InventoryRelations.All)}.";
        }

        if (!reach.IsWholeCity && Placing.Contains(name))
        {
            return $"{name} decides who may see a node; it is changed by those who reach the whole city.";
        }

        if (graph.Find(new NodeId(relation.To), reach) is not { } target || target.Id == Node)
        {
            return $"There is no other node {relation.To}.";
        }

        var predicate = FactWords.Relation(name);
        var held = known?.Out(reach).Where(old => old.Name == name && old.To.Id == target.Id).ToList() ?? [];
        if (relation.Ends)
        {
            return End(predicate, target.Id.ToString(), [.. held.Select(old => old.Source)], $"{name} {target.Name}");
        }

        if (!held.Exists(old => FactSources.IsPerson(old.Source)))
        {
            facts.Add(new(Node, predicate, target.Id.ToString(), at));
        }

        return null;
    }

    // Each voice ends what it said itself.
    private string? End(string predicate, string value, IReadOnlyList<string> sources, string what)
    {
        if (sources.Any(FactSources.IsPerson))
        {
            facts.Add(new(Node, predicate, value, at, IsEnd: true));
            return null;
        }

        return sources.Count == 0
            ? $"{what}: nobody says so now."
            : $"{what} is said by {string.Join(", ", sources.Distinct())}; only an import of that source can end it.";
    }
}
