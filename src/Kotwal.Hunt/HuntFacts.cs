namespace Kotwal.Hunt;

/// <summary>
/// What a hunt says about every row of one table that it can need, so that a store may leave the others unread. A row that does not
/// fit the facts cannot change the answer; one that fits still may not match.
/// </summary>
/// <param name="From">Earliest value of the time field, included; null for no bound.</param>
/// <param name="To">Latest value of the time field, included; null for no bound.</param>
/// <param name="Words">
/// Words, in lower case and ASCII, each of which occurs whole in at least one of <see cref="IHuntTable.WordFields"/>, split as
/// <see cref="WordSplitter"/> does.
/// </param>
public sealed record HuntFacts(DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<string> Words)
{
    /// <summary>Earliest value of <see cref="IHuntTable.ReceivedField"/>, included; null for no bound.</summary>
    public DateTimeOffset? ReceivedFrom { get; init; }

    /// <summary>Latest value of it, included; null for no bound.</summary>
    public DateTimeOffset? ReceivedTo { get; init; }

    /// <summary>
    /// Lists of phrases, in lower case, of which an event fits at least one list: each phrase of it stands in some value of a field
    /// that <see cref="IHuntTable.IsInWordFilter"/> names, from the start of a word, or what is none, to an end of one. One empty list says nothing.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> PhraseLists { get; init; } = [[]];
}
