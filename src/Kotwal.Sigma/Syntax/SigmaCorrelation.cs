using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>What a correlation looks for (Sigma correlation rules specification, "Correlation Types").</summary>
public enum SigmaCorrelationType : byte
{
    /// <summary><c>event_count</c>: how many events there are.</summary>
    EventCount,

    /// <summary><c>value_count</c>: how many different values fields have.</summary>
    ValueCount,

    /// <summary><c>temporal</c>: events of different rules close to each other.</summary>
    Temporal,

    /// <summary><c>temporal_ordered</c>: the same, in the order of the rules.</summary>
    TemporalOrdered,

    /// <summary><c>value_sum</c>: the sum of a field.</summary>
    ValueSum,

    /// <summary><c>value_avg</c>: the average of a field.</summary>
    ValueAvg,

    /// <summary><c>value_percentile</c>: a percentile of a field.</summary>
    ValuePercentile,

    /// <summary><c>value_median</c>: the median of a field.</summary>
    ValueMedian,
}

/// <summary>How a count must stand to a bound.</summary>
public enum SigmaBoundOperator : byte
{
    Gt,
    Gte,
    Lt,
    Lte,
    Eq,
    Neq,
}

/// <summary>One bound of a condition; all bounds must hold.</summary>
public sealed record SigmaBound(SigmaBoundOperator Operator, decimal Value)
{
    /// <summary>True when the count is within the bound.</summary>
    public bool Holds(decimal count) => Operator switch
    {
        SigmaBoundOperator.Gt => count > Value,
        SigmaBoundOperator.Gte => count >= Value,
        SigmaBoundOperator.Lt => count < Value,
        SigmaBoundOperator.Lte => count <= Value,
        SigmaBoundOperator.Eq => count == Value,
        _ => count != Value,
    };
}

/// <summary>Another name of a field, in the events of one rule.</summary>
/// <param name="Name">The name that <c>group-by</c> uses.</param>
/// <param name="Rule">The rule, by name or id.</param>
/// <param name="Field">The field's name in the events of that rule.</param>
public sealed record SigmaAlias(string Name, string Rule, string Field);

/// <summary>A rule about several events.</summary>
public sealed record SigmaCorrelation : SigmaDocument
{
    public required SigmaCorrelationType Type { get; init; }

    /// <summary>The rules and correlations that are correlated, by id or name; at least one.</summary>
    public required ImmutableArray<string> Rules { get; init; }

    /// <summary>Fields whose values must be the same; empty when all events belong together.</summary>
    public ImmutableArray<string> GroupBy { get; init; } = [];

    public required TimeSpan Timespan { get; init; }

    /// <summary>Bounds of the count; empty for temporal types, where all rules must have been seen then.</summary>
    public ImmutableArray<SigmaBound> Bounds { get; init; } = [];

    /// <summary>The fields whose values are counted or added up; empty for other types.</summary>
    public ImmutableArray<string> ValueFields { get; init; } = [];

    /// <summary>For <c>value_percentile</c> which one, above 0 and below 100.</summary>
    public decimal? Percentile { get; init; }

    public ImmutableArray<SigmaAlias> Aliases { get; init; } = [];

    /// <summary>True when the rules it refers to are to give alerts of their own too.</summary>
    public bool Generate { get; init; }
}

/// <summary>
/// A filter that takes events away from rules (Sigma filters specification). It is data: a filter changes nothing until a rule set applies it.
/// </summary>
public sealed record SigmaFilter : SigmaDocument
{
    public required SigmaLogSource LogSource { get; init; }

    /// <summary>The rules it is for, by id or name; empty for all rules of the log source.</summary>
    public required ImmutableArray<string> Rules { get; init; }

    public required SigmaDetection Detection { get; init; }
}
