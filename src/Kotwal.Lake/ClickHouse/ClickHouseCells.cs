using Kotwal.Hunt;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Results;

namespace Kotwal.Lake.ClickHouse;

/// <summary>Turns what the driver returns into the few types of cells that results have, by the column's type in the hunt.</summary>
internal static class ClickHouseCells
{
    public static object? Convert(object? value, SqlColumn column) => Convert(Cells.Convert(value), column.Type);

    // A list without items is one that is absent, and of an unknown field's list of one the item is meant.
    private static object? Convert(object? cell, HuntType type) => (cell, type) switch
    {
        (object?[] { Length: 0 }, _) => null,
        (object?[] { Length: 1 } single, HuntType.Open) => single[0],
        (object?[] items, _) => Array.ConvertAll(items, item => Convert(item, type)),
        (long microseconds, HuntType.Time) => Microseconds.ToTime(microseconds),
        (long whole, HuntType.Truth) => whole != 0,
        (long whole, HuntType.Fraction) => (double)whole,
        _ => cell,
    };
}
