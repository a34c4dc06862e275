namespace Kotwal.Inventory.Reading;

/// <summary>Things of which a document speaks in several places, gathered by a reference: one item for each, in the order of their first mention.</summary>
internal sealed class ItemGathering(InventoryReading reading)
{
    private readonly List<ItemBuilder> builders = [];
    private readonly Dictionary<string, ItemBuilder> known = new(StringComparer.Ordinal);

    /// <summary>The thing with that reference; what was said of its kind first holds.</summary>
    /// <exception cref="InventoryException">There are more things than the reader may give.</exception>
    public ItemBuilder Of(string kind, string reference, int line)
    {
        if (known.TryGetValue(reference, out var builder))
        {
            return builder;
        }

        if (builders.Count >= reading.MaxItems)
        {
            throw new InventoryException($"The document has more than {reading.MaxItems} items.");
        }

        builder = new ItemBuilder(kind, line, reading);
        builder.Mark(InventoryIdentifiers.Reference, reference);
        builders.Add(builder);
        known.Add(reference, builder);
        return builder;
    }

    public IEnumerable<InventoryItem> Items() => builders.Select(builder => builder.Build()).OfType<InventoryItem>();
}
