namespace Kotwal.Sigma.Search;

/// <summary>
/// Literals that may stand anywhere in a value: a table for the many, and one search each for the few that are so short that the table
/// would have to look at every place because of them.
/// </summary>
internal sealed class AnywhereSearch
{
    private const int GramBytes = 4;
    private const int LongestStride = 12;

    // What it takes, in nanoseconds, as measured: a call of the framework's vectorised search, each byte of it, each place of the table.
    private const double SearchCost = 7;
    private const double SearchByteCost = 0.05;
    private const double PlaceCost = 1.0;

    private readonly NumberedLiteral[] few;
    private readonly GramTable? many;

    public AnywhereSearch(IReadOnlyList<NumberedLiteral> literals, GramWeights? weights)
    {
        var shortest = BestShortest(literals, weights?.MeanLength ?? 64);
        few = [.. literals.Where(literal => literal.Bytes.Length < shortest)];
        NumberedLiteral[] rest = [.. literals.Where(literal => literal.Bytes.Length >= shortest)];
        many = rest.Length == 0 ? null : new(rest, shortest - GramBytes + 1, weights);
    }

    public void Find(ReadOnlySpan<byte> text, HitList hits)
    {
        foreach (var literal in few)
        {
            if (text.IndexOf(literal.Bytes) >= 0)
            {
                hits.Add(literal.Number);
            }
        }

        many?.Find(text, hits);
    }

    /// <summary>The length from which on literals go into the table, so that both together take least time.</summary>
    private static int BestShortest(IReadOnlyList<NumberedLiteral> literals, double length)
    {
        var best = 0;
        var least = double.MaxValue;
        for (var shortest = GramBytes; shortest <= LongestStride + GramBytes; shortest++)
        {
            var searches = literals.Count(literal => literal.Bytes.Length < shortest);
            var places = searches == literals.Count ? 0 : 5 + (length / (shortest - GramBytes + 1) * PlaceCost);
            var cost = (searches * (SearchCost + (length * SearchByteCost))) + places;
            if (cost < least)
            {
                (best, least) = (shortest, cost);
            }
        }

        return best;
    }
}
