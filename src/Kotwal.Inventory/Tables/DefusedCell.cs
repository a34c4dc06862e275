namespace Kotwal.Inventory.Tables;

/// <summary>
/// Keeps a spreadsheet from taking a value for a formula: a value that begins like one gets an apostrophe before it, and so does
/// one that begins with apostrophes and then like one, so that exactly what was written is read back.
/// </summary>
internal static class DefusedCell
{
    private const string FormulaMarks = "=+-@\t\r\n";

    public static string Write(string value) => IsLikeFormula(value) ? "'" + value : value;

    public static string Read(string cell) => cell.StartsWith('\'') && IsLikeFormula(cell) ? cell[1..] : cell;

    private static bool IsLikeFormula(string value)
    {
        var bare = value.AsSpan().TrimStart('\'');
        return bare.Length > 0 && FormulaMarks.Contains(bare[0]);
    }
}
