using System.Collections.Immutable;

namespace Kotwal.Hunt.Planning;

/// <summary>Where rows of the plan come from.</summary>
internal abstract record RowSource;

/// <summary>The rows of a stored table.</summary>
internal sealed record StoredRows(string Table) : RowSource;

/// <summary>Rows that the hunt's text holds. All have a value for each column.</summary>
internal sealed record ListedRows(ImmutableArray<ColumnScalar> Columns, ImmutableArray<ImmutableArray<Scalar>> Rows) : RowSource;

/// <summary>A row for each value from the first to the last, a step apart: of whole numbers, times or durations.</summary>
internal sealed record SteppedRows(ColumnScalar Column, Scalar From, Scalar To, Scalar Step, long MaxRows) : RowSource;

/// <summary>Kinds of joins, by the sides of which all rows stay.</summary>
internal enum JoinKind
{
    Inner,
    LeftOuter,
    RightOuter,
    FullOuter,
    LeftSemi,
    LeftAnti,
}

/// <summary>Rows of two relations side by side where the keys are equal. Names of columns differ.</summary>
internal sealed record JoinedRows(Relation Left, Relation Right, JoinKind Kind, ImmutableArray<Scalar> Conditions) : RowSource;

/// <summary>Rows of several relations, one after another. All have the same columns, by place; the first names them.</summary>
internal sealed record UnitedRows(ImmutableArray<Relation> Parts) : RowSource;

/// <summary>One SELECT of the plan.</summary>
internal sealed record Relation : RowSource
{
    /// <summary>What it reads.</summary>
    public required RowSource Input { get; init; }

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

    /// <summary>Columns of the input of which each combination comes out once, in the row that is first in the order; none for all rows.</summary>
    public ImmutableArray<Scalar> UniqueBy { get; init; } = [];

    /// <summary>Order of rows, over columns of the input.</summary>
    public ImmutableArray<SortKey> Order { get; init; } = [];

    /// <summary>True while it only filters: conditions and columns can be added to it.</summary>
    public bool CanGrow => Columns.IsEmpty && Limit is null && UniqueBy.IsEmpty;

    /// <summary>Most rows that come out; null for all.</summary>
    public long? Limit { get; init; }
}

/// <summary>A computed column.</summary>
internal sealed record NamedScalar(string Name, Scalar Value);

/// <summary>A value that orders rows.</summary>
internal sealed record SortKey(Scalar Value, bool IsDescending, bool AreNullsLast);
