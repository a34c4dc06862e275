namespace Kotwal.City.Graph.Discovery;

/// <summary>
/// How often network cards were given new addresses in this hour. Whoever can write a record can make a card move as often as he
/// likes, and the ledger keeps what it is told for ever. For one thread.
/// </summary>
/// <param name="max">Most moves of one card in an hour.</param>
/// <param name="clock">Says when an hour is over.</param>
internal sealed class CardMoves(int max, TimeProvider clock)
{
    private readonly Dictionary<ulong, int> counts = [];
    private DateTimeOffset since = clock.GetUtcNow();

    /// <summary>Counts a move of the card; false when it has moved too often.</summary>
    public bool TryCount(ulong card)
    {
        if (clock.GetUtcNow() - since >= TimeSpan.FromHours(1))
        {
            counts.Clear();
            since = clock.GetUtcNow();
        }

        var before = counts.GetValueOrDefault(card);
        if (before >= max)
        {
            CityMeter.MovesDropped.Add(1);
            return false;
        }

        counts[card] = before + 1;
        return true;
    }
}
