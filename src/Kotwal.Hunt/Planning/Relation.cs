using System.Collections.Immutable;

namespace Kotwal.Hunt.Planning;

/// <summary>One SELECT of the plan, over the events or over another one.</summary>
internal sealed record Relation
{
    /// <summary>What it reads; null for the events themselves.</summary>
    public Relation? Input { get; init; }

    /// <summary>True when the input's columns stay, besides those that are added.</summary>
    public bool KeepsInput { get; init; } = true;

    /// <summary>Columns that are computed, each under a name of the plan.</summary>
    public ImmutableArray<NamedScalar> Columns { get; init; } = [];

    /// <summary>Conditions that rows of the input must all fulfil.</summary>
    public ImmutableArray<Scalar> Conditions { get; init; } = [];

    /// <summary>True when the rows are grouped by the first <see cref="GroupKeys"/> columns.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>How many columns, from the first, are the keys of groups.</summary>
    public int GroupKeys { get; init; }

    /// <summary>Order of rows, over columns of the input.</summary>
    public ImmutableArray<SortKey> Order { get; init; } = [];

    /// <summary>Most rows that come out; null for all.</summary>
    public long? Limit { get; init; }
}

/// <summary>A computed column.</summary>
internal sealed record NamedScalar(string Name, Scalar Value);

/// <summary>A value that orders rows.</summary>
internal sealed record SortKey(Scalar Value, bool IsDescending, bool AreNullsLast);
