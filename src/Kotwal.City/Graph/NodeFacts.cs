namespace Kotwal.City.Graph;

/// <summary>One subject's facts, folded. Immutable; lives on in later snapshots as long as nothing new is said of it.</summary>
/// <param name="index">Place of the node in a snapshot: its key in the ledger less one.</param>
internal sealed class NodeFacts(int index)
{
    /// <summary>Most intervals that are over kept of identifiers, and of arrows, but for those that ended at one moment; the ledger has them all.</summary>
    public const int MaxEnded = 1_024;

    public int Index => index;

    /// <summary>Sorted by predicate; the first of a predicate is believed, the others are what other sources say.</summary>
    public required Statement[] Attributes { get; init; }

    /// <summary>Marks with the times in which they hold, past ones included; sorted by predicate.</summary>
    public required Statement[] Identifiers { get; init; }

    /// <summary>Relations and proposals with the times in which they hold, past ones included; sorted by predicate, who is believed first.</summary>
    public required Arrow[] Arrows { get; init; }

    /// <summary>Place of the node that this one is the same as; -1 for none.</summary>
    public int MergedInto { get; init; } = -1;

    /// <summary>What is believed of an attribute; null when nobody says anything.</summary>
    public Statement? Find(int predicate)
    {
        foreach (var statement in Attributes)
        {
            if (statement.Predicate == predicate)
            {
                return statement;
            }
        }

        return null;
    }
}

/// <summary>A value that a source states.</summary>
/// <param name="Value">The value.</param>
/// <param name="From">From when it holds, in microseconds since 1970.</param>
/// <param name="Until">Until when, exclusive; <see cref="long.MaxValue"/> for open.</param>
/// <param name="Predicate">Key of the predicate.</param>
/// <param name="Recording">Place of the recording among <see cref="Facts.FactNames.Recordings"/>.</param>
internal readonly record struct Statement(string Value, long From, long Until, int Predicate, int Recording)
{
    public bool HoldsAt(long time) => From <= time && time < Until;
}

/// <summary>A relation that a source states; its parts are those of a <see cref="Statement"/>, its value is a node's place.</summary>
internal readonly record struct Arrow(int Target, int Predicate, long From, long Until, int Recording)
{
    public bool HoldsAt(long time) => From <= time && time < Until;
}
