using System.Security.Cryptography;
using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Correlation;

/// <summary>Where a correlation takes its values from when one of its rules has matched.</summary>
/// <param name="Plan">The correlation.</param>
/// <param name="Position">Zero-based place of the rule in the correlation's list.</param>
/// <param name="GroupFields">For each <c>group-by</c> name the field in the events of that rule.</param>
/// <param name="ValueFields">The fields whose values are counted.</param>
internal sealed record CorrelationLink(CorrelationPlan Plan, int Position, string[] GroupFields, string[] ValueFields)
{
    /// <summary>The position as a text, for types that count different rules.</summary>
    public string PositionText { get; } = Position.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A correlation with its references resolved, and its groups.</summary>
internal sealed class CorrelationPlan(SigmaCorrelation correlation, long latenessNanoseconds)
{
    private const long NanosecondsPerTick = 100;

    public SigmaCorrelation Correlation { get; } = correlation;

    public long SpanNanoseconds { get; } = correlation.Timespan.Ticks * NanosecondsPerTick;

    public long LatenessNanoseconds { get; } = latenessNanoseconds;

    /// <summary>Correlations that this one feeds.</summary>
    public List<CorrelationLink> Outer { get; } = [];

    public Dictionary<string, CorrelationGroup> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>The same, by keys that are no strings yet.</summary>
    public Dictionary<string, CorrelationGroup>.AlternateLookup<ReadOnlySpan<char>> GroupsByKey => Groups.GetAlternateLookup<ReadOnlySpan<char>>();

    public bool IsCountMet(int count)
    {
        return Correlation.Bounds.IsEmpty ? count >= Correlation.Rules.Length : IsValueMet(count);
    }

    /// <summary>True when all bounds hold.</summary>
    public bool IsValueMet(decimal value)
    {
        foreach (var bound in Correlation.Bounds)
        {
            if (!bound.Holds(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A hash of all that decides what the state means: a correlation whose hash has changed starts anew.</summary>
    public byte[] Fingerprint()
    {
        var text = new StringBuilder();
        text.Append(Correlation.Type).Append('\n').Append(SpanNanoseconds).Append('\n');
        text.AppendJoin('\u001f', Correlation.Rules).Append('\n');
        text.AppendJoin('\u001f', Correlation.GroupBy).Append('\n');
        text.AppendJoin('\u001f', Correlation.ValueFields).Append('\n');
        text.AppendJoin('\u001f', Correlation.Bounds).Append('\n');
        text.AppendJoin('\u001f', Correlation.Aliases).Append('\n');
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Correlation.Percentile}");
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
