using System.Collections.Immutable;

namespace Kotwal.Hunt.Planning;

/// <summary>
/// Finds whether a plan shows the newest rows of one table that fit some conditions, each row by itself. Then so many of them are the
/// answer, whatever older rows there are. Where it is in doubt it says no.
/// </summary>
internal static class NewestRows
{
    /// <summary>The number of rows that are the whole answer once they are found; null where older rows may change it.</summary>
    /// <param name="table">The plan.</param>
    /// <param name="limit">Most rows that are asked for.</param>
    /// <param name="innerUses">Readings of tables by queries within expressions.</param>
    public static long? Find(Table table, long? limit, IReadOnlyCollection<TableUse> innerUses)
    {
        if (table.Uses is not [var use] || innerUses.Count > 0 || use.Table.TimeField is not { } time || !IsNewest(table.Order, time))
        {
            return null;
        }

        var most = limit;
        var isFiltered = false;
        RowSource source = table.Relation;
        for (; source is Relation relation; source = relation.Input)
        {
            if (!IsRowByRow(relation) || (relation.Limit is not null && (isFiltered || !IsNewest(relation.Order, time))))
            {
                return null;
            }

            most = relation.Limit is { } count && (most is null || count < most) ? count : most;
            isFiltered |= !relation.Conditions.IsEmpty;
        }

        return source is StoredRows ? most : null;
    }

    private static bool IsRowByRow(Relation relation) =>
        !relation.IsGrouped
        && relation.UniqueBy.IsEmpty
        && !relation.Columns.Any(column => column.Value is CallScalar { Primitive: Primitive.Unnest or Primitive.Places });

    private static bool IsNewest(ImmutableArray<SortKey> order, string time) =>
        order is [{ IsDescending: true, Value: ColumnScalar { Field: { } field } }] && field == time;
}
