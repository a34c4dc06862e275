using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.Inventory;
using Kotwal.Inventory.Identifiers;

namespace Kotwal.Devices.Nodes;

/// <summary>
/// Turns what a person says into facts, and says what of it may not be. What decides who may see a node (its marks, where it stands,
/// what it works for, who answers for it, the networks of zones) is for those who reach the whole city. For one change and one thread.
/// </summary>
/// <param name="graph">What is known.</param>
/// <param name="reach">Of the one who speaks.</param>
/// <param name="now">The present.</param>
/// <param name="effectiveAt">From when it is to hold; null for now.</param>
internal sealed class NodeFactsOf(GraphSnapshot graph, Reach reach, DateTimeOffset now, DateTimeOffset? effectiveAt)
{
    /// <summary>Most entries of one change.</summary>
    public const int MaxEntries = 500;

    private const int MaxYearsAhead = 10;

    private static readonly string[] Placing = [InventoryRelations.LocatedIn, InventoryRelations.Runs, InventoryRelations.OwnedBy];

    private readonly DateTimeOffset at = effectiveAt ?? now;
    private readonly List<Fact> facts = [];
    private readonly List<NodeRefusal> refusals = [];

    public NodeId Node { get; private set; }

    public IReadOnlyList<Fact> Facts => facts;

    /// <summary>What may not be; the facts count only when there is nothing of it.</summary>
    public IReadOnlyList<NodeRefusal> Refusals => refusals;

    /// <summary>True when only those who reach the whole city may say this of a node.</summary>
    public static bool NeedsWholeCity(string relation) => Placing.Contains(relation);

    /// <summary>Names of what is said, for the audit trail.</summary>
    public string Describe() => string.Join(", ", facts.Select(fact => (fact.IsEnd ? "no " : "") + fact.Predicate).Distinct());

    /// <summary>Reads what is said of a new node.</summary>
    public void ReadNew(NodeId id, string kind, NodeChange change)
    {
        Node = id;
        facts.Add(new(id, FactWords.Kind, kind, at));
        if (change.Identifiers is not { Count: > 0 })
        {
            Refuse(
                NodeRefusal.Identifier(0), NodeRefusalReason.NeedsMark,
                "A node needs a mark by which it is found again, such as an address or a serial number.");
        }

        Read(known: null, kind, change);
    }

    /// <summary>Reads what is said anew of a node.</summary>
    public void ReadChange(GraphNode node, NodeChange change)
    {
        Node = node.Id;
        Read(node, node.Kind, change);
    }

    private void Read(GraphNode? known, string kind, NodeChange change)
    {
        if ((change.Attributes?.Count ?? 0) + (change.Identifiers?.Count ?? 0) + (change.Relations?.Count ?? 0) > MaxEntries)
        {
            Refuse(NodeRefusal.WholeChange, NodeRefusalReason.TooMuch, $"At most {MaxEntries} things are said at once.");
            return;
        }

        if (at < DateTimeOffset.UnixEpoch || at > now.AddYears(MaxYearsAhead))
        {
            Refuse(NodeRefusal.EffectiveAt, NodeRefusalReason.NoTime, $"effectiveAt lies between 1970 and {MaxYearsAhead} years from now.");
            return;
        }

        var attributes = new AttributeFacts(graph, known, kind, reach, Node, at, facts, refusals);
        foreach (var (name, value) in change.Attributes ?? new Dictionary<string, string?>())
        {
            attributes.Read(name, value?.Trim() ?? "");
        }

        foreach (var (place, mark) in (change.Identifiers ?? []).Index())
        {
            Mark(known, mark, NodeRefusal.Identifier(place));
        }

        foreach (var (place, relation) in (change.Relations ?? []).Index())
        {
            Relation(known, relation, NodeRefusal.Relation(place));
        }
    }

    private void Mark(GraphNode? known, MarkChange mark, string field)
    {
        if (!reach.IsWholeCity)
        {
            Refuse(field, NodeRefusalReason.NeedsWholeCity, "Marks decide which events are whose; they are changed by those who reach the whole city.");
            return;
        }

        if (CanonicalIdentifier.Read(mark.Kind ?? "", mark.Value ?? "", out var reason) is not { } value)
        {
            Refuse(field, NodeRefusalReason.NoMark, $"'{mark.Value}' as {mark.Kind} {reason}.", mark.Value ?? "", mark.Kind ?? "");
            return;
        }

        var predicate = FactWords.Identifier(mark.Kind!);
        var held = known?.Identifiers.Where(old => old.Kind == mark.Kind && old.Value == value).ToList() ?? [];
        if (mark.Ends)
        {
            End(field, known, predicate, said => said == value, held.Select(old => old.Source), $"The {mark.Kind} {value}");
            return;
        }

        var others = graph.FindAll(new(mark.Kind!, value), Reach.WholeCity).Where(other => other.Id != Node).ToList();
        if (others.Count > 0 && (known is null || mark.Kind == InventoryIdentifiers.Reference))
        {
            Refuse(
                field, NodeRefusalReason.Borne, $"{others[0].Name} ({others[0].Id}) bears the {mark.Kind} {value} already.", others[0].Name, value);
        }
        else if (!held.Exists(old => FactSources.IsPerson(old.Source)))
        {
            facts.Add(new(Node, predicate, value, at));
        }
    }

    private void Relation(GraphNode? known, RelationChange relation, string field)
    {
        if (relation.Name is not { } name || !InventoryRelations.All.Contains(name))
        {
            Refuse(field, NodeRefusalReason.NoRelation, $"'{relation.Name}' is no relation. Known are {string.Join(", ", InventoryRelations.All)}.");
            return;
        }

        if (!reach.IsWholeCity && NeedsWholeCity(name))
        {
            Refuse(field, NodeRefusalReason.NeedsWholeCity, $"{name} decides who may see a node; it is changed by those who reach the whole city.");
            return;
        }

        if (graph.Find(new NodeId(relation.To), reach) is not { } target || target.Id == Node)
        {
            Refuse(field, NodeRefusalReason.NoTarget, $"There is no other node {relation.To}.");
            return;
        }

        var predicate = FactWords.Relation(name);
        var held = known?.Out(reach).Where(old => old.Name == name && old.To.Id == target.Id).ToList() ?? [];
        if (relation.Ends)
        {
            End(field, known, predicate, said => LeadsTo(target, said), held.Select(old => old.Source), $"{name} {target.Name}");
        }
        else if (!held.Exists(old => FactSources.IsPerson(old.Source)))
        {
            facts.Add(new(Node, predicate, target.Id.ToString(), at));
        }
    }

    // Each voice ends what it said itself, on each part of a merged node of which it said so; nothing ends before it began.
    private void End(string field, GraphNode? known, string predicate, Predicate<string> isMeant, IEnumerable<string> heldBy, string what)
    {
        var said = known?.SaidByPeople(predicate).Where(old => isMeant(old.Value)).ToList() ?? [];
        if (said.Count == 0)
        {
            var sources = string.Join(", ", heldBy.Distinct());
            Refuse(
                field, sources.Length == 0 ? NodeRefusalReason.NobodySays : NodeRefusalReason.OthersSay,
                sources.Length == 0 ? $"{what}: nobody says so now." : $"{what} is said by {sources}; only an import of that source can end it.", sources);
        }
        else if (said.Exists(old => old.EffectiveAt > at))
        {
            Refuse(field, NodeRefusalReason.SaidLater, $"{what} holds only since {said.Max(old => old.EffectiveAt):O}, so it cannot end before.");
        }
        else
        {
            facts.AddRange(said.Select(old => old with { EffectiveAt = at, IsEnd = true }));
        }
    }

    private bool LeadsTo(GraphNode target, string id) => NodeId.TryParse(id, out var pointed) && graph.Find(pointed, Reach.WholeCity)?.Id == target.Id;

    private void Refuse(string field, NodeRefusalReason reason, string sentence, params IReadOnlyList<string> details) =>
        refusals.Add(new(field, reason, sentence, details));
}
