using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>One node while a document is read: what the source said of it before, and what the document says. For one thread.</summary>
/// <param name="id">The node.</param>
/// <param name="kind">What the document says it is.</param>
/// <param name="line">Where the document names it first.</param>
/// <param name="known">What is known of it; null for a new node.</param>
/// <param name="sayings">The source's words, and the time from which the new ones hold.</param>
internal sealed class NodeDraft(NodeId id, string kind, int line, NodeFacts? known, SourceSayings sayings)
{
    private static readonly string Reference = PredicateOf.Identifier(InventoryIdentifiers.Reference);

    private readonly List<Fact> added = [];
    private readonly List<Saying> before = known is null ? [] : sayings.Of(known);

    // A quarter of a million drafts are held at once, and each has some ten predicates: a list is smaller than a set and as quick.
    private readonly List<string> predicates = [];

    public NodeId Id => id;

    public string Kind => kind;

    public int Line => line;

    public NodeFacts? Known => known;

    /// <summary>True when the document has an item for it, and does not only point at it.</summary>
    public bool IsStated { get; set; }

    public bool SaidBefore(string predicate, string value) => before.Exists(said => said.Predicate == predicate && said.Value == value);

    /// <summary>Takes a value of the document.</summary>
    /// <returns>False when the document said something else of this node before, where only one value can hold.</returns>
    public bool State(string predicate, string value)
    {
        var isFirst = !predicates.Contains(predicate);
        if (isFirst)
        {
            predicates.Add(predicate);
        }

        var isSet = FactWords.IsSet(predicate);
        if (!isFirst && !isSet)
        {
            return before.Exists(said => said.Predicate == predicate && said.Value == value && said.IsStated)
                || added.Exists(fact => fact.Predicate == predicate && fact.Value == value);
        }

        if (before.Find(said => said.Predicate == predicate && said.Value == value) is { } same)
        {
            same.IsStated = true;
        }
        else if (isFirst || !added.Exists(fact => fact.Predicate == predicate && fact.Value == value))
        {
            added.Add(new(id, predicate, value, sayings.EffectiveAt));
        }

        return true;
    }

    /// <summary>All facts to be recorded, once the whole document was read.</summary>
    /// <param name="isComplete">True when what the document does not say is ended, too.</param>
    public List<Fact> Facts(bool isComplete)
    {
        foreach (var said in before)
        {
            // A reference is the record's own name and goes only with the whole record: others may point at it still.
            if (said.IsStated || said.Predicate == Reference)
            {
                continue;
            }

            // A new word of one who can say only one replaces the old one by itself.
            var isReplaced = predicates.Contains(said.Predicate) && FactWords.IsSet(said.Predicate);
            var isDropped = isComplete && IsStated && !predicates.Contains(said.Predicate);
            if (isReplaced || isDropped)
            {
                added.Add(new(id, said.Predicate, said.Value, sayings.EffectiveAt, IsEnd: true));
            }
        }

        return added;
    }

    /// <summary>Facts that end all that the source said of the node.</summary>
    public List<Fact> Ends() => before.ConvertAll(said => new Fact(id, said.Predicate, said.Value, sayings.EffectiveAt, IsEnd: true));

    /// <summary>The facts as a person reads them before they are recorded.</summary>
    public IReadOnlyList<ImportValue> Describe(IReadOnlyList<Fact> facts) =>
    [
        .. from fact in facts
           let was = FactWords.IsSet(fact.Predicate) ? null : before.Find(said => said.Predicate == fact.Predicate)?.Value
           select fact.IsEnd ? new ImportValue(fact.Predicate, fact.Value, null) : new ImportValue(fact.Predicate, was, fact.Value),
    ];
}

/// <summary>One thing that the source says of a node already.</summary>
internal sealed class Saying(string predicate, string value)
{
    public string Predicate => predicate;

    public string Value => value;

    /// <summary>True once the document has said it again.</summary>
    public bool IsStated { get; set; }
}
