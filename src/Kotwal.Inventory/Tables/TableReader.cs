using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Tables;

/// <summary>Rows to items, by a mapping.</summary>
internal static class TableReader
{
    private const int SampleCharacters = 200;

    /// <summary>Reads while it is enumerated. The first row that is not empty has the headings.</summary>
    /// <exception cref="InventoryException">There are no headings, or the mapping does not fit them.</exception>
    public static IEnumerable<InventoryItem> Read(IEnumerable<TableRow> rows, InventoryReading reading)
    {
        TableColumns? columns = null;
        foreach (var row in rows)
        {
            if (row.IsEmpty)
            {
                continue;
            }

            if (columns is null)
            {
                var headings = Headings(row);
                columns = new TableColumns(headings, reading.Mapping ?? HeadingWords.Propose(headings));
                continue;
            }

            if (columns.Read(row, reading) is { } item)
            {
                yield return item;
            }
        }

        if (columns is null)
        {
            throw new InventoryException("The table has no headings.");
        }
    }

    /// <exception cref="InventoryException">There are no headings.</exception>
    public static TablePreview Preview(IEnumerable<TableRow> rows, Func<IReadOnlyList<string>, InventoryMapping> propose)
    {
        var first = new List<List<string>>();
        foreach (var row in rows.Where(row => !row.IsEmpty).Take(TablePreview.Rows + 1))
        {
            first.Add(first.Count == 0 ? Headings(row) : [.. Enumerable.Range(0, first[0].Count).Select(column => Cut(row[column]))]);
        }

        if (first.Count == 0)
        {
            throw new InventoryException("The table has no headings.");
        }

        var headings = first[0];
        var proposal = propose(headings);
        return new(
            [.. headings.Select((heading, column) => new TableColumn(
                heading, [.. first.Skip(1).Select(row => row[column])], proposal.Columns.GetValueOrDefault(heading)))],
            proposal);
    }

    public static List<string> Headings(TableRow row) => [.. row.Cells.Select(cell => CleanText.OneLine(cell))];

    private static string Cut(string cell) => cell.Length <= SampleCharacters ? cell : cell[..SampleCharacters] + "…";
}
