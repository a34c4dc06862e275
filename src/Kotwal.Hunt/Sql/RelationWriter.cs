using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>Writes the relations of a plan as one SELECT in another.</summary>
/// <param name="scalars">Writes the values, and collects parameters in the order of the text.</param>
/// <param name="source">Trusted SQL of the events.</param>
internal sealed class RelationWriter(ScalarWriter scalars, string source)
{
    /// <summary>The select of a table's shown columns, in the table's order.</summary>
    public string Write(Table table, long? limit)
    {
        var columns = table.Columns.Select((column, index) => $"{Shown(column.Value)} AS c{index}");
        var select = $"SELECT {string.Join(", ", columns)} FROM {From(table.Relation, isBare: IsBare(table.Relation))}";
        return select
            + (IsBare(table.Relation) ? Where(table.Relation) : "")
            + OrderBy(table.Order)
            + (limit is { } most ? $" LIMIT {scalars.Parameter(most)}" : "");
    }

    // A relation that only filters the events needs no SELECT of its own.
    private static bool IsBare(Relation relation) =>
        relation.Input is null && relation.Columns.IsEmpty && relation.Limit is null && !relation.IsGrouped;

    private string From(Relation? relation, bool isBare) =>
        relation is null || isBare ? source : $"({Select(relation)}) AS t";

    private string Select(Relation relation)
    {
        var columns = relation.Columns.Select(column => $"{scalars.Write(column.Value)} AS {column.Name}");
        var shown = relation.KeepsInput ? columns.Prepend("*") : columns;

        // Parts are written in the order of the text, so that parameters are numbered in it.
        var select = $"SELECT {string.Join(", ", shown)}";
        select += $" FROM {From(relation.Input, isBare: false)}";
        select += Where(relation);
        select += relation is { IsGrouped: true, GroupKeys: > 0 }
            ? $" GROUP BY {string.Join(", ", Enumerable.Range(1, relation.GroupKeys))}"
            : "";
        select += relation.Limit is null ? "" : OrderBy(relation.Order);
        return select + (relation.Limit is { } limit ? $" LIMIT {scalars.Parameter(limit)}" : "");
    }

    private string Shown(Scalar value) => scalars.Write(value.Type == HuntType.Duration && !value.IsList
        ? Call.Of(Primitive.Seconds, HuntType.Fraction, value)
        : value);

    private string Where(Relation relation) => relation.Conditions.IsEmpty
        ? ""
        : $" WHERE {string.Join(" AND ", relation.Conditions.Select(scalars.Write))}";

    private string OrderBy(IReadOnlyCollection<SortKey> order) => order.Count == 0
        ? ""
        : $" ORDER BY {string.Join(", ", order.Select(key =>
            scalars.Write(key.Value) + (key.IsDescending ? " DESC" : " ASC") + (key.AreNullsLast ? " NULLS LAST" : " NULLS FIRST")))}";
}
