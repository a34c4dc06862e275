using System.Collections.Immutable;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Planning;

/// <summary>
/// The rows between two steps of a hunt: the plan that makes them, the columns that a person sees, and their order. A step makes
/// a new table out of the last one.
/// </summary>
internal sealed record Table
{
    /// <summary>Most columns that a table may have, so that hostile hunts stay small.</summary>
    public const int MaxColumns = 1_000;

    public required Relation Relation { get; init; }

    /// <summary>Columns in the order in which they are shown; names differ.</summary>
    public required ImmutableArray<NamedScalar> Columns { get; init; }

    /// <summary>True while fields beside the columns can be named: before anything but events came out.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Order of rows, over plain columns.</summary>
    public ImmutableArray<SortKey> Order { get; init; } = [];

    /// <summary>Conditions that every event needed by the hunt fulfils.</summary>
    public ImmutableArray<Scalar> EventConditions { get; init; } = [];

    /// <summary>True until a step made rows depend on each other; then conditions no longer speak about single events.</summary>
    public bool AreEvents { get; init; }

    /// <summary>All events, newest first.</summary>
    public static Table OfEvents(IHuntSchema schema)
    {
        var columns = schema.RowFields.Select(name => schema.TryGetField(name, out var field) ? Column(field) : null).OfType<NamedScalar>();
        var newest = schema.TryGetField(schema.TimeField, out var time)
            ? ImmutableArray.Create(new SortKey(Column(time).Value, IsDescending: true, AreNullsLast: true))
            : [];
        return new Table { Relation = new Relation(), Columns = [.. columns], IsOpen = true, Order = newest, AreEvents = true };
    }

    /// <summary>The value behind a name; an unknown one is an error where the columns are all that there is.</summary>
    public Scalar Resolve(PlanContext context, NameExpression name)
    {
        foreach (var column in Columns)
        {
            if (column.Name == name.Name)
            {
                return column.Value;
            }
        }

        if (!IsOpen)
        {
            return context.Fail(name.Span, $"Unknown column '{name.Name}'{NearestName.Hint(name.Name, Columns.Select(column => column.Name))}");
        }

        if (context.Schema.TryGetField(name.Name, out var field))
        {
            return Column(field).Value;
        }

        var nearest = NearestName.Hint(name.Name, context.Schema.FieldNames);
        if (context.Schema.OtherFields is not { } others)
        {
            return context.Fail(name.Span, $"Unknown field '{name.Name}'{nearest}");
        }

        if (nearest.Length > 1 && !context.Schema.FieldNames.Contains(name.Name))
        {
            context.Note(name.Span, $"No field is known as '{name.Name}'{nearest}");
        }

        return new MapEntryScalar(others.Expression, name.Name, others.HoldsLists);
    }

    public Table Where(Scalar condition) => this with
    {
        Relation = Relation.Columns.IsEmpty && Relation.Limit is null
            ? Relation with { Conditions = Relation.Conditions.Add(condition) }
            : new Relation { Input = Relation, Conditions = [condition] },
        EventConditions = AreEvents ? EventConditions.Add(condition) : EventConditions,
    };

    /// <summary>Computes values that are no plain columns, so that later steps only name them.</summary>
    public Table Compute(PlanContext context, ref ImmutableArray<NamedScalar> columns)
    {
        var computed = ImmutableArray.CreateBuilder<NamedScalar>();
        var named = columns.ToBuilder();
        for (var i = 0; i < named.Count; i++)
        {
            var value = named[i].Value;
            if (value is ColumnScalar or MapEntryScalar)
            {
                continue;
            }

            var settled = value.IsCondition ? Call.Of(Primitive.IsTrue, HuntType.Truth, value) : value;
            var column = new NamedScalar(context.NewColumn(), settled);
            computed.Add(column);
            named[i] = named[i] with { Value = Made(column) };
        }

        columns = named.ToImmutable();
        return computed.Count == 0 ? this : WithComputed(computed.ToImmutable());
    }

    /// <summary>The first rows in the order of the table.</summary>
    public Table Take(long count) => this with
    {
        Relation = Relation.Limit is null
            ? Relation with { Order = Order, Limit = count }
            : new Relation { Input = Relation, Order = Order, Limit = count },
        AreEvents = false,
    };

    /// <summary>One row for each group.</summary>
    /// <param name="context">The plan being made.</param>
    /// <param name="keys">What rows are grouped by, under the names shown.</param>
    /// <param name="aggregates">Functions over the rows of a group, under names of the plan.</param>
    /// <param name="results">Columns made of those functions, under the names shown.</param>
    public Table Group(
        PlanContext context,
        ImmutableArray<NamedScalar> keys,
        ImmutableArray<NamedScalar> aggregates,
        ImmutableArray<NamedScalar> results)
    {
        ImmutableArray<NamedScalar> groups = [.. keys.Select(key => new NamedScalar(context.NewColumn(), key.Value))];
        var input = Relation.Columns.IsEmpty && Relation.Limit is null ? Relation : new Relation { Input = Relation };
        var grouped = new Table
        {
            Relation = input with { KeepsInput = false, Columns = [.. groups, .. aggregates], IsGrouped = true, GroupKeys = keys.Length },
            Columns = [],
            EventConditions = EventConditions,
        };
        var computed = grouped.Compute(context, ref results);
        return computed with { Columns = [.. keys.Zip(groups, (key, group) => key with { Value = Made(group) }), .. results] };
    }

    /// <summary>What a computed column holds, for the steps after it.</summary>
    public static ColumnScalar Made(NamedScalar column) => new(column.Name, column.Value.Type, column.Value.IsList, Field: null);

    private Table WithComputed(ImmutableArray<NamedScalar> computed) => this with
    {
        Relation = Relation.Columns.IsEmpty && Relation.Limit is null
            ? Relation with { Columns = computed }
            : new Relation { Input = Relation, Columns = computed },
    };

    private static NamedScalar Column(HuntField field) =>
        new(field.Name, new ColumnScalar(field.Expression, field.Type, field.IsList, field.Name));
}
