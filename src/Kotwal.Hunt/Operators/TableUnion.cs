using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Operators;

/// <summary>Makes one table of the rows of several. Values of one name and different types become numbers or texts.</summary>
internal static class TableUnion
{
    public static Table Of(PlanContext context, ImmutableArray<Table> tables, bool isInner)
    {
        ImmutableArray<Settled> parts = [.. tables.Select(table => new Settled(context, table))];
        var shown = NamesOf(parts.Select(part => part.Columns), isInner);
        var hidden = NamesOf(parts.Select(part => part.Hidden), isInner).Where(name => !shown.Contains(name)).ToList();
        var rows = parts.Select(_ => ImmutableArray.CreateBuilder<NamedScalar>()).ToList();
        var columns = shown.Select(name => Column(context, name, parts, rows)).ToImmutableArray();
        var fields = hidden.Select(name => Column(context, name, parts, rows)).ToImmutableArray();
        var others = OthersOf(context, parts, rows);
        if (columns.Length > Table.MaxColumns)
        {
            context.Fail(default, $"Too many columns: at most {Table.MaxColumns}.");
        }

        return new Table
        {
            Relation = new Relation
            {
                Input = new UnitedRows([.. parts.Select((part, index) =>
                    new Relation { Input = part.Relation, KeepsInput = false, Columns = rows[index].ToImmutable() })]),
            },
            Columns = columns,
            Hidden = fields,
            Others = others,
            Order = OrderOf(tables, columns),
            Uses = [.. tables.SelectMany(table => table.Uses)],
        };
    }

    private static List<string> NamesOf(IEnumerable<ImmutableArray<NamedScalar>> parts, bool isInner)
    {
        var all = parts.Select(columns => columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal)).ToList();
        return [.. all.SelectMany(names => names).Distinct(StringComparer.Ordinal).Where(name => !isInner || all.TrueForAll(names => names.Contains(name)))];
    }

    // One column out of that of each part; a part that has none gets absent values.
    private static NamedScalar Column(
        PlanContext context, string name, ImmutableArray<Settled> parts, List<ImmutableArray<NamedScalar>.Builder> rows)
    {
        var values = parts.Select(part => (part.Columns.FirstOrDefault(column => column.Name == name)
            ?? part.Hidden.FirstOrDefault(field => field.Name == name))?.Value).ToList();
        var known = values.OfType<Scalar>().ToList();
        var (type, isList) = known.Select(value => (value.Type, value.IsList)).Distinct().Count() == 1
            ? (known[0].Type, known[0].IsList)
            : (known.TrueForAll(value => value is { IsNumber: true, IsList: false }) ? HuntType.Fraction : HuntType.Keyword, false);
        var column = context.NewColumn();
        foreach (var (index, value) in values.Index())
        {
            rows[index].Add(new NamedScalar(column, value is null ? Absent(type, isList, parts) : InType(value, type, isList)));
        }

        return new NamedScalar(name, new ColumnScalar(column, type, isList, Field: null));
    }

    private static NullScalar Absent(HuntType type, bool isList, ImmutableArray<Settled> parts) =>
        new(type, type == HuntType.Map ? parts.Any(part => part.Others?.HoldsLists == true) : isList);

    private static Scalar InType(Scalar value, HuntType type, bool isList) =>
        value.Type == type && value.IsList == isList ? value : type == HuntType.Fraction ? Conversion.ToFraction(value) : Conversion.ToText(value);

    // Unknown fields can be named on where the maps of all parts that have one are alike.
    private static OtherFields? OthersOf(PlanContext context, ImmutableArray<Settled> parts, List<ImmutableArray<NamedScalar>.Builder> rows)
    {
        var others = parts.Select(part => part.Others).OfType<OtherFields>().ToList();
        if (others.Count == 0 || others.Exists(one => one.HoldsLists != others[0].HoldsLists))
        {
            return null;
        }

        var column = context.NewColumn();
        foreach (var (index, part) in parts.Index())
        {
            rows[index].Add(new NamedScalar(column, part.Others is { } map
                ? new ColumnScalar(map.Sql, HuntType.Map, IsList: false, Field: null)
                : new NullScalar(HuntType.Map, others[0].HoldsLists)));
        }

        return others[0] with { Sql = column };
    }

    // Rows that came by the same column keep that order.
    private static ImmutableArray<SortKey> OrderOf(ImmutableArray<Table> tables, ImmutableArray<NamedScalar> columns)
    {
        var keys = tables.Select(table => table.Order is [var only]
            ? (table.Columns.FirstOrDefault(column => column.Value.Equals(only.Value))?.Name, only.IsDescending, only.AreNullsLast)
            : default).Distinct().ToList();
        return keys is [(string name, var isDescending, var areNullsLast)] && columns.FirstOrDefault(column => column.Name == name) is { } column
            ? [new SortKey(column.Value, isDescending, areNullsLast)]
            : [];
    }
}
