using Kotwal.City.Facts;

namespace Kotwal.City.Graph.Imports;

/// <summary>What an import would record. Nothing is recorded yet.</summary>
public sealed class ImportPlan
{
    /// <summary>Most entries kept of each list; the counts count all.</summary>
    public const int MaxListed = 1_000;

    private readonly List<ImportChange> changes = [];
    private readonly List<ImportRefusal> refusals = [];
    private readonly List<ImportProposal> proposals = [];
    private readonly List<IEnumerable<Fact>> facts = [];

    internal ImportPlan(long recording) => Recording = recording;

    /// <summary>Number of the recording of the graph that the plan was made from.</summary>
    public long Recording { get; }

    public int NewCount { get; private set; }

    public int ChangedCount { get; private set; }

    public int UnchangedCount { get; private set; }

    /// <summary>Nodes of which the source says nothing any more.</summary>
    public int EndedCount { get; private set; }

    public int RefusedCount { get; private set; }

    public int ProposedCount { get; private set; }

    /// <summary>New, changed and ended nodes.</summary>
    public IReadOnlyList<ImportChange> Changes => changes;

    /// <summary>What could not be used, in the order in which it was found.</summary>
    public IReadOnlyList<ImportRefusal> Refusals => refusals;

    /// <summary>Nodes that may be the same thing; a person decides.</summary>
    public IReadOnlyList<ImportProposal> Proposals => proposals;

    /// <summary>Everything that is to be recorded; may be empty.</summary>
    public IEnumerable<Fact> Facts => facts.SelectMany(part => part);

    public bool IsEmpty => !Facts.Any();

    internal void Add(ImportChange change, IReadOnlyList<Fact> said)
    {
        switch (change.Deed)
        {
            case ImportDeed.New:
                NewCount++;
                break;
            case ImportDeed.Changed:
                ChangedCount++;
                break;
            default:
                EndedCount++;
                break;
        }

        Keep(changes, change);
        facts.Add(said);
    }

    internal void AddUnchanged() => UnchangedCount++;

    internal void Refuse(int line, string reason)
    {
        RefusedCount++;
        Keep(refusals, new(line, reason));
    }

    internal void Propose(ImportProposal proposal, IReadOnlyList<Fact> said)
    {
        ProposedCount++;
        Keep(proposals, proposal);
        facts.Add(said);
    }

    private static void Keep<T>(List<T> list, T entry)
    {
        if (list.Count < MaxListed)
        {
            list.Add(entry);
        }
    }
}

/// <summary>What becomes of a node.</summary>
public enum ImportDeed
{
    New,
    Changed,
    Ended,
}

/// <summary>A node that an import makes, changes or ends.</summary>
/// <param name="Deed">Which of it.</param>
/// <param name="Line">Where the document says it; 0 when it does not.</param>
/// <param name="Node">The node.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Values">What is said anew and what it said before.</param>
public sealed record ImportChange(ImportDeed Deed, int Line, NodeId Node, string Kind, string Name, IReadOnlyList<ImportValue> Values);

/// <summary>A value before and after; null where there is none.</summary>
/// <param name="Predicate">A word of <see cref="FactWords"/>.</param>
/// <param name="Before">What the source said before.</param>
/// <param name="After">What it says now.</param>
public sealed record ImportValue(string Predicate, string? Before, string? After);

/// <summary>Something in the document that was left out, and why.</summary>
public sealed record ImportRefusal(int Line, string Reason);

/// <summary>Two nodes that may be the same thing.</summary>
public sealed record ImportProposal(int Line, NodeId Node, NodeId Other, string Reason);
