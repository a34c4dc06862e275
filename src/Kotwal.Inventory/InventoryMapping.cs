namespace Kotwal.Inventory;

/// <summary>What the columns of a table mean.</summary>
/// <param name="Kind">Kind of all rows; null when a column says it.</param>
/// <param name="Columns">Target of each column by its heading. A target is <c>kind</c>, an attribute's name, <c>id:KIND</c> for an
/// identifier or <c>rel:NAME:KIND</c> for a relation to a node of that kind by its short id; columns that are not named are left out.</param>
public sealed record InventoryMapping(string? Kind, IReadOnlyDictionary<string, string> Columns);
