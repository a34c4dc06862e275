namespace Kotwal.Hunt.Sql;

/// <summary>What a translation needs besides the hunt and the schema.</summary>
/// <param name="Now">The time that <c>now()</c> and <c>ago()</c> mean.</param>
/// <param name="MaxRows">
/// Most rows wanted; the SQL asks for one more, so that the caller sees that there are more. Null for all rows.
/// </param>
public sealed record SqlOptions(DateTimeOffset Now, int? MaxRows = null)
{
    /// <summary>Whose SQL is written.</summary>
    public SqlDialect Dialect { get; init; }

    /// <summary>
    /// Trusted SQL of the relations that hold the tables, by the name of the table: a table or view, a table function or a select in
    /// parentheses. A table that is not in it is read by its name.
    /// </summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of <c>$1</c> and following that <see cref="Sources"/> name; the hunt's own parameters are numbered after them.</summary>
    public IReadOnlyList<object> SourceParameters { get; init; } = [];
}

/// <summary>Engines whose SQL is written.</summary>
public enum SqlDialect
{
    /// <summary>All that the language has.</summary>
    DuckDb,

    /// <summary>
    /// Most of it: what is not computed there is an error of the translation. Times are whole numbers of microseconds; a list without items
    /// is a list that is absent.
    /// </summary>
    ClickHouse,
}
