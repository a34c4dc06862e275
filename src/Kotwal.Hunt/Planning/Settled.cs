using System.Collections.Immutable;

namespace Kotwal.Hunt.Planning;

/// <summary>
/// A table whose values all have names of the plan, which nothing else has: it can stand beside another one, even beside itself.
/// </summary>
internal sealed class Settled
{
    private readonly PlanContext context;
    private readonly Dictionary<Scalar, ColumnScalar> made = new(ReferenceEqualityComparer.Instance);
    private readonly ImmutableArray<NamedScalar>.Builder columns = ImmutableArray.CreateBuilder<NamedScalar>();

    public Settled(PlanContext context, Table table)
    {
        this.context = context;
        Columns = [.. table.Columns.Select(column => column with { Value = Settle(column.Value) })];
        Hidden = [.. table.Hidden.Where(field => !table.Gone.Contains(field.Name)).Select(field => field with { Value = Settle(field.Value) })];
        Order = [.. table.Order.Select(key => key with { Value = Settle(key.Value) })];
        Others = table.Others is { } others
            ? others with { Sql = Settle(new ColumnScalar(others.Sql, HuntType.Map, IsList: false, Field: null)).Sql }
            : null;
        Table = table;
    }

    public Table Table { get; }

    public ImmutableArray<NamedScalar> Columns { get; }

    public ImmutableArray<NamedScalar> Hidden { get; }

    public ImmutableArray<SortKey> Order { get; }

    public OtherFields? Others { get; }

    /// <summary>The select that makes all columns named so far.</summary>
    public Relation Relation => Table.Relation.CanGrow && !Table.Relation.IsGrouped
        ? Table.Relation with { KeepsInput = false, Columns = columns.ToImmutable() }
        : new Relation { Input = Table.Relation, KeepsInput = false, Columns = columns.ToImmutable() };

    /// <summary>A value of the table as a column of the relation.</summary>
    public ColumnScalar Settle(Scalar value)
    {
        if (made.TryGetValue(value, out var known))
        {
            return known;
        }

        var settled = value.IsCondition ? Call.Of(Primitive.IsTrue, HuntType.Truth, value) : value;
        var column = new NamedScalar(context.NewColumn(), settled);
        columns.Add(column);
        return made[value] = Planning.Table.Made(column);
    }
}
