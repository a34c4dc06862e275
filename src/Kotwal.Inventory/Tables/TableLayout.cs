namespace Kotwal.Inventory.Tables;

/// <summary>The table that we write ourselves: one row an item, and a column for each sort of thing that can be said.</summary>
internal static class TableLayout
{
    public static IReadOnlyList<string> Headings { get; } =
    [
        ColumnTarget.Kind,
        .. InventoryAttributes.All,
        .. InventoryIdentifiers.All.Select(kind => $"id:{kind}{ColumnTarget.ListMark}"),
        .. InventoryRelations.All.Select(name => $"rel:{name}{ColumnTarget.ListMark}"),
        ColumnTarget.Others,
    ];

    /// <summary>The cells of an item, in the order of the headings.</summary>
    /// <exception cref="InventoryException">The item speaks in words that have no column.</exception>
    public static IEnumerable<string> Cells(InventoryItem item)
    {
        Check(item);
        var others = new List<string>();
        var firsts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in item.Attributes)
        {
            if (!InventoryAttributes.All.Contains(name) || !firsts.TryAdd(name, value))
            {
                others.Add($"{name}={value}");
            }
        }

        yield return item.Kind;
        foreach (var name in InventoryAttributes.All)
        {
            yield return DefusedCell.Write(firsts.GetValueOrDefault(name, ""));
        }

        foreach (var kind in InventoryIdentifiers.All)
        {
            yield return List(item.Identifiers.Where(mark => mark.Kind == kind).Select(mark => mark.Value));
        }

        foreach (var name in InventoryRelations.All)
        {
            yield return List(item.Relations.Where(relation => relation.Name == name).Select(RelationText.Write));
        }

        yield return List(others);
    }

    private static string List(IEnumerable<string> values) => DefusedCell.Write(ListCell.Join(values));

    private static void Check(InventoryItem item)
    {
        var unknown = item.Identifiers.Select(mark => mark.Kind).Except(InventoryIdentifiers.All)
            .Concat(item.Relations.Select(relation => relation.Name).Except(InventoryRelations.All))
            .FirstOrDefault();
        if (unknown is not null)
        {
            throw new InventoryException($"'{unknown}' has no column in a table.");
        }
    }
}
