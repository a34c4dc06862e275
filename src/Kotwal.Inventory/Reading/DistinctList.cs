namespace Kotwal.Inventory.Reading;

/// <summary>Values in the order in which they came, each once; what passes <see cref="InventoryLimits.MaxValues"/> is left out.</summary>
internal sealed class DistinctList<T>
{
    // Most things have few values; a set for each would cost more than it saves.
    private const int Few = 16;

    private List<T>? items;
    private HashSet<T>? known;

    public IReadOnlyList<T> Items => items ?? (IReadOnlyList<T>)[];

    public void Add(T item)
    {
        items ??= [];
        if (items.Count >= InventoryLimits.MaxValues || (known is null ? items.Contains(item) : !known.Add(item)))
        {
            return;
        }

        items.Add(item);
        if (items.Count == Few)
        {
            known = [.. items];
        }
    }
}
