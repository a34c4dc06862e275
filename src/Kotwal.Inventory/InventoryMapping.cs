namespace Kotwal.Inventory;

/// <summary>What the columns of a table mean.</summary>
/// <param name="Kind">Kind of all rows, and of those whose own column for it is empty; null for <c>asset</c>.</param>
/// <param name="Columns">Target of each column by its heading (case does not matter). A target is <c>kind</c>, an attribute's name,
/// <c>id:KIND</c> for an identifier or <c>rel:NAME:KIND</c> for a relation to a node of that kind by its short id. A column that
/// means several things has several targets with a blank between them. Columns that are not named are left out.</param>
public sealed record InventoryMapping(string? Kind, IReadOnlyDictionary<string, string> Columns);
