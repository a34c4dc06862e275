namespace Kotwal.Inventory.Reading;

/// <summary>Items of a document up to the most that its reader is told.</summary>
internal static class BoundedItems
{
    /// <exception cref="InventoryException">There are more.</exception>
    public static IEnumerable<InventoryItem> Within(this IEnumerable<InventoryItem> items, InventoryReading reading)
    {
        var count = 0;
        foreach (var item in items)
        {
            if (++count > reading.MaxItems)
            {
                throw new InventoryException($"The document has more than {reading.MaxItems} items.");
            }

            yield return item;
        }
    }
}
