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

    /// <summary>Fields that can be named though they are not shown.</summary>
    public ImmutableArray<NamedScalar> Hidden { get; init; } = [];

    /// <summary>Where fields are that nothing else knows; null where there are none.</summary>
    public OtherFields? Others { get; init; }

    /// <summary>Names that a step took away, and that must not be taken for fields again.</summary>
    public ImmutableHashSet<string> Gone { get; init; } = [];

    /// <summary>The stored table of which these are rows; null once a step made others of them.</summary>
    public IHuntTable? Stored { get; init; }

    /// <summary>Order of rows, over plain columns.</summary>
    public ImmutableArray<SortKey> Order { get; init; } = [];

    /// <summary>Each reading of a stored table that these rows were made of.</summary>
    public ImmutableArray<TableUse> Uses { get; init; } = [];

    /// <summary>True until a step made rows depend on each other; then conditions no longer speak about single rows of the table.</summary>
    public bool AreStored { get; init; }

    /// <summary>All rows of a table, newest first.</summary>
    public static Table Of(IHuntTable stored)
    {
        var fields = stored.RowFields.Concat(stored.FieldNames).Distinct(StringComparer.Ordinal)
            .Select(name => stored.TryGetField(name, out var field) ? Column(field) : null).OfType<NamedScalar>().ToList();
        var newest = stored.TimeField is { } name && stored.TryGetField(name, out var time)
            ? ImmutableArray.Create(new SortKey(Column(time).Value, IsDescending: true, AreNullsLast: true))
            : [];
        return new Table
        {
            Relation = new Relation { Input = new StoredRows(stored.Name) },
            Columns = [.. fields.Take(stored.RowFields.Count)],
            Hidden = [.. fields.Skip(stored.RowFields.Count)],
            Others = stored.OtherFields is { } others ? new OtherFields(others.Expression, others.HoldsLists, stored.FieldNames) : null,
            Order = newest,
            Stored = stored,
            Uses = [new TableUse(stored, [])],
            AreStored = true,
        };
    }

    /// <summary>The column or field of that name; null where only <see cref="Others"/> can have it.</summary>
    public Scalar? Find(string name)
    {
        foreach (var column in Columns)
        {
            if (column.Name == name)
            {
                return column.Value;
            }
        }

        return Gone.Contains(name) ? null : Hidden.FirstOrDefault(field => field.Name == name)?.Value;
    }

    /// <summary>The value behind a name; an unknown one is an error where the columns are all that there is.</summary>
    public Scalar Resolve(PlanContext context, NameExpression name)
    {
        if (Find(name.Name) is { } found)
        {
            return found;
        }

        if (Others is null || Gone.Contains(name.Name))
        {
            var names = Columns.Concat(Hidden).Select(column => column.Name);
            return context.Fail(name.Span, $"Unknown column '{name.Name}'{NearestName.Hint(name.Name, names)}");
        }

        var nearest = Others.KnownNames.Contains(name.Name) ? "." : NearestName.Hint(name.Name, Others.KnownNames);
        if (nearest.Length > 1)
        {
            context.Note(name.Span, $"No field is known as '{name.Name}'{nearest}");
        }

        return new MapEntryScalar(Others.Sql, name.Name, Others.HoldsLists);
    }

    /// <summary>The same rows with these columns alone; nothing else can be named any more.</summary>
    public Table Only(ImmutableArray<NamedScalar> columns) => this with { Columns = columns, Hidden = [], Others = null, Gone = [] };

    /// <summary>The same rows with one value for each.</summary>
    public Table With(Scalar value) => this with { Columns = [new NamedScalar("value", value)] };

    public Table Where(Scalar condition) => this with
    {
        Relation = Relation.CanGrow
            ? Relation with { Conditions = Relation.Conditions.Add(condition) }
            : new Relation { Input = Relation, Conditions = [condition] },
        Uses = AreStored ? [Uses[0] with { Conditions = Uses[0].Conditions.Add(condition) }] : Uses,
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

    /// <summary>Computes what was noted of values that look at other rows. From then on rows depend on each other.</summary>
    public Table WithWindows(PlanContext context)
    {
        if (context.Windows.Count == 0)
        {
            return this;
        }

        ImmutableArray<NamedScalar> windows = [.. context.Windows];
        context.Windows.Clear();
        return WithComputed(windows) with { AreStored = false };
    }

    /// <summary>Adds columns; one that has the name of another takes its place.</summary>
    public Table Extend(PlanContext context, ImmutableArray<NamedScalar> columns)
    {
        var table = Compute(context, ref columns);
        var kept = table.Columns.ToBuilder();
        foreach (var column in columns)
        {
            var place = kept.Index().Where(one => one.Item.Name == column.Name).Select(one => (int?)one.Index).FirstOrDefault() ?? -1;
            if (place < 0)
            {
                kept.Add(column);
                continue;
            }

            kept[place] = column;
        }

        if (kept.Count > MaxColumns)
        {
            context.Fail(default, $"Too many columns: at most {MaxColumns}.");
        }

        return table with { Columns = kept.ToImmutable(), Gone = table.Gone.Except(columns.Select(column => column.Name)) };
    }

    /// <summary>The first rows in the order of the table.</summary>
    public Table Take(long count) => this with
    {
        Relation = Relation.Limit is null && Relation.UniqueBy.IsEmpty
            ? Relation with { Order = Order, Limit = count }
            : new Relation { Input = Relation, Order = Order, Limit = count },
        AreStored = false,
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
        var input = Relation.CanGrow ? Relation : new Relation { Input = Relation };
        var grouped = new Table
        {
            Relation = input with { KeepsInput = false, Columns = [.. groups, .. aggregates], IsGrouped = true, GroupKeys = keys.Length },
            Columns = [],
            Uses = Uses,
        };
        var computed = grouped.Compute(context, ref results);
        return computed with { Columns = [.. keys.Zip(groups, (key, group) => key with { Value = Made(group) }), .. results] };
    }

    /// <summary>What a computed column holds, for the steps after it.</summary>
    public static ColumnScalar Made(NamedScalar column) => new(column.Name, column.Value.Type, column.Value.IsList, Field: null);

    private Table WithComputed(ImmutableArray<NamedScalar> computed) => this with
    {
        Relation = Relation.CanGrow
            ? Relation with { Columns = computed }
            : new Relation { Input = Relation, Columns = computed },
    };

    private static NamedScalar Column(HuntField field) =>
        new(field.Name, new ColumnScalar(field.Expression, field.Type, field.IsList, field.Name));
}

/// <summary>The column of a table's other fields, by name.</summary>
/// <param name="Sql">Trusted SQL of the map.</param>
/// <param name="HoldsLists">True when its values are lists.</param>
/// <param name="KnownNames">Names of which a mistyped one may be meant.</param>
internal sealed record OtherFields(string Sql, bool HoldsLists, IReadOnlyCollection<string> KnownNames);

/// <summary>One reading of a stored table, with the conditions that every row needed of it fulfils.</summary>
internal sealed record TableUse(IHuntTable Table, ImmutableArray<Scalar> Conditions);
