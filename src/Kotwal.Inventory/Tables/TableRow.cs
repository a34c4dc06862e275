namespace Kotwal.Inventory.Tables;

/// <summary>A row of a table.</summary>
/// <param name="Line">Line or row on which it begins, counted from 1.</param>
/// <param name="Cells">Its cells; the list lives until the next row is read.</param>
internal readonly record struct TableRow(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>The cell, or empty where the row is too short.</summary>
    public string this[int column] => column < Cells.Count ? Cells[column] : "";

    public bool IsEmpty => Cells.All(string.IsNullOrWhiteSpace);
}
