using Kotwal.Hunt;

namespace Kotwal.Lake;

/// <summary>Rows that a hunt found.</summary>
/// <param name="Columns">Names and types, in the order of the cells.</param>
/// <param name="Rows">Cells are null, string, long, double, bool, DateTimeOffset, or a list (<c>object?[]</c>) of these.</param>
/// <param name="IsCut">True when there are more rows than the limit let through.</param>
/// <param name="Took">Time from asking to the last row.</param>
public sealed record QueryResult(
    IReadOnlyList<QueryColumn> Columns, IReadOnlyList<object?[]> Rows, bool IsCut, TimeSpan Took)
{
    /// <summary>Names that were taken for unknown fields although a known one is near; for the person who asked.</summary>
    public IReadOnlyList<HuntError> Notes { get; init; } = [];

    /// <summary>How the one who asked wants the rows drawn; null where the hunt does not say.</summary>
    public HuntChart? Chart { get; init; }
}

/// <summary>One column of a result.</summary>
/// <param name="Name">Dotted name of a field, or the name the hunt gave.</param>
/// <param name="Type">Type of the cells.</param>
public sealed record QueryColumn(string Name, QueryType Type);

/// <summary>Types of cells.</summary>
public enum QueryType
{
    Text,
    Whole,
    Fraction,
    Truth,
    Time,
    List,
}
