using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Correlation;

/// <summary>
/// The sum, average or percentile of the numbers in a window, kept up as numbers come and go (Sigma correlation rules specification,
/// "Correlation Types"). A percentile between two numbers lies between them in proportion; the median is the 50th.
/// </summary>
internal sealed class CorrelationAggregate
{
    private const decimal Largest = 1_000_000_000_000_000_000m;

    private readonly SigmaCorrelationType type;
    private readonly decimal percentile;
    private readonly SortedNumbers? sorted;
    private decimal sum;
    private int count;

    public CorrelationAggregate(SigmaCorrelation correlation)
    {
        type = correlation.Type;
        percentile = type == SigmaCorrelationType.ValuePercentile ? correlation.Percentile ?? 50 : 50;
        sorted = type is SigmaCorrelationType.ValuePercentile or SigmaCorrelationType.ValueMedian ? new() : null;
    }

    /// <summary>The aggregate of the numbers that are in it; zero of none.</summary>
    public decimal Value => count == 0 ? 0 : type switch
    {
        SigmaCorrelationType.ValueSum => sum,
        SigmaCorrelationType.ValueAvg => sum / count,
        _ => Rank((count - 1) * percentile / 100),
    };

    /// <summary>True for correlations that have an aggregate.</summary>
    public static bool IsOf(SigmaCorrelationType type) => type >= SigmaCorrelationType.ValueSum;

    /// <summary>Reads a number of an event. None that is so large that sums of many could not be exact.</summary>
    public static bool TryRead(string text, out decimal number)
    {
        number = 0;
        Span<byte> bytes = stackalloc byte[NumericText.LongestText];
        return text.Length <= bytes.Length
            && System.Text.Encoding.UTF8.TryGetBytes(text, bytes, out var length)
            && NumericText.TryRead(bytes[..length], out var read)
            && read.Exact is { } exact
            && IsWithin(number = exact);
    }

    /// <summary>True for numbers of which millions can be added up.</summary>
    public static bool IsWithin(decimal number) => Math.Abs(number) <= Largest;

    public void Add(decimal number)
    {
        count++;
        sum += number;
        sorted?.Add(number);
    }

    /// <summary>Takes a number out that was put in.</summary>
    public void Remove(decimal number)
    {
        count--;
        sum -= number;
        sorted?.Remove(number);
    }

    /// <summary>Puts many numbers in, where there were none.</summary>
    public void AddAll(IEnumerable<decimal> numbers)
    {
        foreach (var number in numbers)
        {
            Add(number);
        }
    }

    private decimal Rank(decimal place)
    {
        var below = (int)place;
        var above = Math.Min(below + 1, count - 1);
        return sorted![below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
