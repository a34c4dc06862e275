using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Tables;

/// <summary>The columns of one table and what they mean.</summary>
internal sealed class TableColumns
{
    private readonly int width;
    private readonly int kindColumn = -1;
    private readonly string kind;
    private readonly List<(int Column, ColumnTarget Target)> targets = [];

    /// <exception cref="InventoryException">The mapping has a word that is none, or gives no mark.</exception>
    public TableColumns(IReadOnlyList<string> headings, InventoryMapping mapping)
    {
        kind = mapping.Kind ?? InventoryKinds.Asset;
        if (!InventoryKinds.All.Contains(kind))
        {
            throw new InventoryException($"'{CleanText.Shorten(kind)}' is no kind; known are {string.Join(", ", InventoryKinds.All)}.");
        }

        width = headings.Count;
        var byHeading = ByHeading(mapping);
        var hasMark = false;
        for (var column = 0; column < width; column++)
        {
            var words = byHeading.GetValueOrDefault(headings[column], "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words)
            {
                kindColumn = word == ColumnTarget.Kind ? column : kindColumn;
                hasMark |= word.StartsWith("id:", StringComparison.Ordinal);
                targets.Add((column, words.Length > 1 ? Parse(word).Whole : Parse(word)));
            }
        }

        if (!hasMark)
        {
            throw new InventoryException("No column gives a mark (id:ip, id:mac, id:hostname, id:serial, id:ref …) by which a row could be found again.");
        }

        // The maker is known before the serial number that needs it.
        targets = [.. targets.OrderBy(target => IsSerial(target.Target))];
    }

    /// <summary>The item of a row, or null when it gives none, which is reported.</summary>
    public InventoryItem? Read(TableRow row, InventoryReading reading)
    {
        if (row.Cells.Count > width && row.Cells.Skip(width).Any(cell => cell.Length > 0))
        {
            reading.Report(row.Line, $"{row.Cells.Count} cells stand under {width} headings; what has no heading is left out.");
        }

        var said = kindColumn < 0 ? "" : row[kindColumn].Trim().ToLowerInvariant();
        if (said.Length > 0 && !InventoryKinds.All.Contains(said))
        {
            reading.Report(row.Line, $"'{CleanText.Shorten(said)}' is no kind; known are {string.Join(", ", InventoryKinds.All)}.");
            return null;
        }

        var item = new ItemBuilder(said.Length > 0 ? said : kind, row.Line, reading);
        foreach (var (column, target) in targets)
        {
            if (row[column] is { Length: > 0 } cell)
            {
                target.Apply(DefusedCell.Read(cell), item, reading);
            }
        }

        return item.Build();
    }

    private static Dictionary<string, string> ByHeading(InventoryMapping mapping)
    {
        var byHeading = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (heading, target) in mapping.Columns)
        {
            if (!byHeading.TryAdd(heading, target))
            {
                throw new InventoryException($"The mapping names the column '{CleanText.Shorten(heading)}' twice.");
            }
        }

        return byHeading;
    }

    private static ColumnTarget Parse(string word) =>
        ColumnTarget.TryParse(word, out var target) ? target : throw new InventoryException($"'{CleanText.Shorten(word)}' is nothing that a column can mean.");

    private static bool IsSerial(ColumnTarget target) =>
        ColumnTarget.TryParse("id:serial", out var serial) && serial == target;
}
