using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>Writes the relations of a plan as one SELECT in another.</summary>
internal sealed class RelationWriter
{
    private readonly Dialect dialect;
    private readonly ScalarWriter scalars;
    private readonly IReadOnlyDictionary<string, string> sources;

    /// <param name="dialect">Whose SQL.</param>
    /// <param name="scalars">Writes the values, and collects parameters in the order of the text.</param>
    /// <param name="sources">Trusted SQL of stored tables, by name; one that is not in it is read by its name.</param>
    public RelationWriter(Dialect dialect, ScalarWriter scalars, IReadOnlyDictionary<string, string> sources)
    {
        this.dialect = dialect;
        this.scalars = scalars;
        this.sources = sources;
        scalars.WriteRows = WriteRows;
    }

    /// <summary>The select of a table's shown columns, in the table's order.</summary>
    public string Write(Table table, long? limit)
    {
        var columns = table.Columns.Select((column, index) => $"{Shown(column.Value)} AS c{index}");
        return Write(table, string.Join(", ", columns)) + scalars.OrderBy(table.Order) + (limit is { } most ? $" LIMIT {scalars.Parameter(most)}" : "");
    }

    // The first column alone, of all rows or of the first.
    private string WriteRows(Table table, bool isFirstRow) =>
        Write(table, scalars.Write(table.Columns[0].Value) + " AS c0") + (isFirstRow ? scalars.OrderBy(table.Order) + " LIMIT 1" : "");

    private string Write(Table table, string shown) =>
        $"SELECT {shown} FROM {From(table.Relation)}{(IsBare(table.Relation) ? Where(table.Relation) : "")}";

    // A relation that only filters a stored table needs no SELECT of its own.
    private static bool IsBare(Relation relation) => relation.Input is StoredRows && relation.CanGrow && !relation.IsGrouped;

    private string From(RowSource rows) => rows switch
    {
        StoredRows stored => Stored(stored.Table),
        ListedRows listed => Listed(listed),
        SteppedRows stepped => Stepped(stepped),
        JoinedRows joined => Joined(joined),
        UnitedRows united => $"({string.Join(" UNION ALL ", united.Parts.Select(Select))}) AS t",
        Relation { Input: StoredRows stored } bare when IsBare(bare) => Stored(stored.Table),
        Relation relation => $"({Select(relation)}) AS t",
        _ => throw new InvalidOperationException($"The SQL for {rows.GetType().Name} is not known."),
    };

    private string Stored(string table) => sources.TryGetValue(table, out var source) ? source : $"\"{table}\"";

    // The first row names the types; no row at all has them alone.
    private string Listed(ListedRows listed)
    {
        var nothing = string.Join(", ", listed.Columns.Select(column => $"{scalars.Write(new NullScalar(column.Type, column.IsList))} AS {column.Sql}"));
        var rows = listed.Rows.Select(row => $" UNION ALL SELECT {string.Join(", ", row.Select(scalars.Write))}");
        return $"(SELECT {nothing} WHERE FALSE{string.Concat(rows)}) AS t";
    }

    // Times and durations are microseconds, so that all steps are of whole numbers.
    private string Stepped(SteppedRows stepped)
    {
        string Number(Scalar value) => value.Type == HuntType.Time ? $"epoch_us({scalars.Write(value)})" : $"CAST({scalars.Write(value)} AS BIGINT)";
        var steps = SqlTemplate.Fill(dialect.Steps ?? scalars.Lack("range"), Number(stepped.From), Number(stepped.To), Number(stepped.Step));
        var numbers = $"SELECT n FROM {steps} LIMIT {scalars.Parameter(stepped.MaxRows)}";
        return $"(SELECT {(stepped.Column.Type == HuntType.Time ? "make_timestamp(n)" : "n")} AS {stepped.Column.Sql} FROM ({numbers}) AS t) AS t";
    }

    private string Joined(JoinedRows joined)
    {
        var kind = joined.Kind switch
        {
            JoinKind.LeftOuter => "LEFT JOIN",
            JoinKind.RightOuter => "RIGHT JOIN",
            JoinKind.FullOuter => "FULL JOIN",
            JoinKind.LeftSemi => dialect.SemiJoin,
            JoinKind.LeftAnti => dialect.AntiJoin,
            _ => "JOIN",
        };
        return $"({Select(joined.Left)}) AS l {kind} ({Select(joined.Right)}) AS r"
            + $" ON {string.Join(" AND ", joined.Conditions.Select(scalars.Write))}";
    }

    private string Select(Relation relation)
    {
        if (scalars.IsTooLong)
        {
            return "";
        }

        var columns = relation.Columns.Select(column => $"{scalars.Write(column.Value)} AS {column.Name}");
        var shown = relation.KeepsInput ? columns.Prepend("*") : columns;

        // Parts are written in the order of the text, so that parameters are numbered in it.
        var select = $"SELECT {string.Join(", ", shown)}";
        scalars.Count(select.Length);
        select += $" FROM {(relation.Input is Relation input ? $"({Select(input)}) AS t" : From(relation.Input))}";
        select += Where(relation);
        select += relation is { IsGrouped: true, GroupKeys: > 0 }
            ? $" GROUP BY {string.Join(", ", Enumerable.Range(1, relation.GroupKeys))}"
            : "";
        select += relation.UniqueBy.IsEmpty
            ? ""
            : $" QUALIFY row_number() OVER (PARTITION BY {string.Join(", ", relation.UniqueBy.Select(scalars.Write))}{scalars.OrderBy(relation.Order)}) = 1";
        select += relation.Limit is null ? "" : scalars.OrderBy(relation.Order);
        return select + (relation.Limit is { } limit ? $" LIMIT {scalars.Parameter(limit)}" : "");
    }

    private string Shown(Scalar value) => scalars.Write(value switch
    {
        { Type: HuntType.Duration, IsList: false } => Call.Of(Primitive.Seconds, HuntType.Fraction, value),
        { Type: HuntType.Document } => Conversion.ToItem(value),
        _ => value,
    });

    private string Where(Relation relation) => relation.Conditions.IsEmpty
        ? ""
        : $" WHERE {string.Join(" AND ", relation.Conditions.Select(scalars.Write))}";
}
