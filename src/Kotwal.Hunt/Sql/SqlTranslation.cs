using System.Diagnostics.CodeAnalysis;

namespace Kotwal.Hunt.Sql;

/// <summary>What translating gave: SQL, or the reason why the hunt has no meaning over these tables. Exactly one of both is there.</summary>
/// <param name="Query">The SQL.</param>
/// <param name="Error">What is wrong, with its place in the hunt's text.</param>
public sealed record SqlTranslation(SqlQuery? Query, HuntError? Error)
{
    /// <summary>True when there is SQL.</summary>
    [MemberNotNullWhen(true, nameof(Query))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsTranslated => Query is not null;
}

/// <summary>A hunt as SQL.</summary>
/// <param name="Text">
/// One SELECT with parameters: <c>$1</c>, <c>$2</c> and so on for DuckDB, <c>{p1:String}</c> and so on for ClickHouse. It holds nothing that the person typed: literals and names of
/// unknown fields are parameters, and its columns are named by position.
/// </param>
/// <param name="Parameters">Values of <c>$1</c> and following, in order; each is a string, long, double or bool, never null.</param>
/// <param name="Columns">Names and types of the result's columns, in the order of the select.</param>
/// <param name="Tables">The tables that the hunt reads, by name, with what it says about all rows it can need of each.</param>
/// <param name="Notes">Names taken for unknown fields although a known one is near; for the person who asked.</param>
public sealed record SqlQuery(
    string Text,
    IReadOnlyList<object> Parameters,
    IReadOnlyList<SqlColumn> Columns,
    IReadOnlyDictionary<string, HuntFacts> Tables,
    IReadOnlyList<HuntError> Notes)
{
    /// <summary>
    /// When the rows are the newest of one table that fit, each by itself: how many are the whole answer. A store may look at the
    /// newest part of the table alone, and need not go on when it found as many. Null where every row may change the answer.
    /// </summary>
    public long? Newest { get; init; }
}

/// <summary>One column of a result.</summary>
/// <param name="Name">Dotted name of a field, or the name that the hunt gave. Names within one result differ.</param>
/// <param name="Type">Type of the cells.</param>
/// <param name="IsList">True when the cells are lists.</param>
public sealed record SqlColumn(string Name, HuntType Type, bool IsList);
