using Kotwal.Hunt;
using Kotwal.Hunt.Sql;

namespace Kotwal.Lake.Results;

/// <summary>Types of a result's columns.</summary>
internal static class ResultTypes
{
    public static QueryType Of(SqlColumn column) => column switch
    {
        { IsList: true } => QueryType.List,
        { Type: HuntType.Whole } => QueryType.Whole,
        { Type: HuntType.Fraction or HuntType.Duration } => QueryType.Fraction,
        { Type: HuntType.Truth } => QueryType.Truth,
        { Type: HuntType.Time } => QueryType.Time,
        _ => QueryType.Text,
    };

    /// <summary>The type that all cells have; text where they differ.</summary>
    public static QueryType OfCells(IEnumerable<object?> cells)
    {
        QueryType? type = null;
        foreach (var cell in cells.Where(cell => cell is not null))
        {
            var own = OfCell(cell);
            if (type is not null && type != own)
            {
                return QueryType.Text;
            }

            type = own;
        }

        return type ?? QueryType.Text;
    }

    private static QueryType OfCell(object? cell) => cell switch
    {
        long => QueryType.Whole,
        double => QueryType.Fraction,
        bool => QueryType.Truth,
        DateTimeOffset => QueryType.Time,
        object?[] => QueryType.List,
        _ => QueryType.Text,
    };
}
