namespace Kotwal.Inventory;

/// <summary>One thing that an inventory names, with all that it says of it. Makes no claim that the thing is new.</summary>
public sealed record InventoryItem
{
    /// <summary>What it is, in the words of <see cref="InventoryKinds"/>: <c>asset</c>, <c>service</c>, <c>zone</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What tells it from others. An item without one cannot be found again and is refused on import.</summary>
    public IReadOnlyList<InventoryIdentifier> Identifiers { get; init; } = [];

    /// <summary>What is said of it: names of <see cref="InventoryAttributes"/>, or a source's own under a prefix, with their values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>How it stands to others, which may come later in the same inventory or be known already.</summary>
    public IReadOnlyList<InventoryRelation> Relations { get; init; } = [];

    /// <summary>Where the inventory says it: a line, row or element, counted from 1; 0 when that has no meaning.</summary>
    public int Line { get; init; }
}

/// <summary>One mark by which a thing is known.</summary>
/// <param name="Kind">One of <see cref="InventoryIdentifiers"/>.</param>
/// <param name="Value">The mark in its canonical form.</param>
public readonly record struct InventoryIdentifier(string Kind, string Value);

/// <summary>An arrow from the item to another thing, which is named by a mark of its own.</summary>
/// <param name="Name">One of <see cref="InventoryRelations"/>.</param>
/// <param name="TargetKind">Kind of the thing it points at; used when that thing is not known yet.</param>
/// <param name="Target">A mark of the thing it points at.</param>
public readonly record struct InventoryRelation(string Name, string TargetKind, InventoryIdentifier Target);
