using Kotwal.City.Access;

namespace Kotwal.City.Work;

/// <summary>A table of a room's that hunts may join with events. Safe for many threads.</summary>
public interface ITableSource
{
    /// <summary>What hunts call it: a letter, then letters, digits and <c>_</c>; no two rooms give one name.</summary>
    string Name { get; }

    /// <summary>Its columns, in order. One called <c>@timestamp</c> orders the rows, newest first.</summary>
    IReadOnlyList<TableSourceColumn> Columns { get; }

    /// <summary>
    /// Reads the rows that somebody sees. Cells stand in the order of the columns: null, string (a document as JSON), long,
    /// DateTimeOffset, or a list of strings. What is out of reach is not among them, nor anything of it inside a row.
    /// </summary>
    /// <param name="reach">How much of the city the one who asks reaches.</param>
    /// <param name="from">Rows before it need not be given; null for no bound.</param>
    /// <param name="to">Rows after it need not be given; null for no bound.</param>
    /// <param name="cancel">Ends the reading.</param>
    IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(Reach reach, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancel);
}

/// <summary>One column of such a table.</summary>
/// <param name="Name">Dotted name; where events have a field of the same meaning, its name.</param>
/// <param name="Kind">What its cells are.</param>
public sealed record TableSourceColumn(string Name, TableSourceKind Kind = TableSourceKind.Keyword);

/// <summary>What the cells of a column are.</summary>
public enum TableSourceKind
{
    /// <summary>A text that is compared whole.</summary>
    Keyword,

    /// <summary>A text that is searched by its words.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A point in time.</summary>
    Time,

    /// <summary>Several texts.</summary>
    List,

    /// <summary>A JSON document.</summary>
    Document,
}
