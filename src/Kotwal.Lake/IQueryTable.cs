using Kotwal.Hunt;

namespace Kotwal.Lake;

/// <summary>
/// A table besides events that hunts may ask: its rows are read anew for each hunt that names it, and held in the hunt's memory.
/// Who gives it shows only what the one who asks may see. May be asked from many threads.
/// </summary>
public interface IQueryTable
{
    /// <summary>What hunts call it: a letter, then letters, digits and <c>_</c>.</summary>
    string Name { get; }

    /// <summary>Its columns, in the order in which a hunt that names none shows them. Trusted names: letters, digits, <c>_</c>, <c>@</c> and dots.</summary>
    IReadOnlyList<QueryTableColumn> Columns { get; }

    /// <summary>The column of type <see cref="HuntType.Time"/> that orders its rows, newest first; null for none.</summary>
    string? TimeColumn { get; }

    /// <summary>
    /// Reads the rows. Cells stand in the order of the columns and are null, string (also for a document, as JSON), long, double,
    /// bool, DateTimeOffset, or a list of strings.
    /// </summary>
    /// <param name="from">Rows before it need not be given; null for no bound.</param>
    /// <param name="to">Rows after it need not be given; null for no bound.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="IOException">The rows cannot be read now.</exception>
    IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancel);
}

/// <summary>One column of such a table.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Type">Type of its values; of a list, of the items.</param>
/// <param name="IsList">True where a cell is a list of texts.</param>
public sealed record QueryTableColumn(string Name, HuntType Type, bool IsList = false);
