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
public sealed record HuntFacts(DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<string> Words);
