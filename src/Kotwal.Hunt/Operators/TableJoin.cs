using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Operators;

/// <summary>Makes one table of two. An absent key is equal to nothing.</summary>
internal static class TableJoin
{
    /// <summary>Rows of the left of which the right has, or has not, an equal one.</summary>
    public static Table Filter(
        PlanContext context, Table left, Table right, ImmutableArray<(Scalar Left, Scalar Right)> keys, JoinKind kind)
    {
        var kept = new Settled(context, left);
        var other = new Settled(context, right.Only([]) with { Order = [] });
        var rows = new JoinedRows(null!, null!, kind, Conditions(kept, other, keys));
        return Made(kept, rows with { Left = kept.Relation, Right = other.Relation }, [.. left.Uses, .. right.Uses]);
    }

    /// <summary>Rows of both sides, side by side.</summary>
    /// <param name="context">The plan being made.</param>
    /// <param name="left">The left side, whose columns keep their names.</param>
    /// <param name="right">The right side.</param>
    /// <param name="keys">Values that must be equal.</param>
    /// <param name="kind">Which rows without an equal one stay.</param>
    /// <param name="isUnique">True to take one row of the left for each combination of keys.</param>
    /// <param name="without">Columns of the right that are left out.</param>
    public static Table Beside(
        PlanContext context,
        Table left,
        Table right,
        ImmutableArray<(Scalar Left, Scalar Right)> keys,
        JoinKind kind,
        bool isUnique,
        ImmutableHashSet<string> without)
    {
        var (a, b) = (new Settled(context, left), new Settled(context, right));
        var conditions = Conditions(a, b, keys);
        var leftRelation = isUnique
            ? new Relation { Input = a.Relation, UniqueBy = [.. keys.Select(key => (Scalar)a.Settle(key.Left))], Order = a.Order }
            : a.Relation;
        var rows = new JoinedRows(leftRelation, b.Relation, kind, conditions);
        var names = a.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var columns = a.Columns.ToBuilder();
        var hasMap = a.Columns.Any(column => column.Value.Type == HuntType.Map);
        foreach (var column in b.Columns.Where(column => !without.Contains(column.Name) && !(hasMap && column.Value.Type == HuntType.Map)))
        {
            var name = NamedExpression.Distinct(column.Name, names);
            names.Add(name);
            columns.Add(column with { Name = name });
        }

        if (columns.Count > Table.MaxColumns)
        {
            context.Fail(default, $"Too many columns: at most {Table.MaxColumns}.");
        }

        var hidden = a.Hidden.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return Made(a, rows, [.. left.Uses, .. right.Uses]) with
        {
            Columns = columns.ToImmutable(),
            Hidden = [.. a.Hidden, .. b.Hidden.Where(field => !hidden.Contains(field.Name))],
            Others = a.Others ?? b.Others,
            Order = kind is JoinKind.RightOuter ? b.Order : a.Order,
        };
    }

    private static ImmutableArray<Scalar> Conditions(Settled left, Settled right, ImmutableArray<(Scalar Left, Scalar Right)> keys) =>
        [.. keys.Select(key => Call.Condition(Primitive.Equal, left.Settle(key.Left), right.Settle(key.Right)))];

    private static Table Made(Settled left, JoinedRows rows, ImmutableArray<TableUse> uses) => new()
    {
        Relation = new Relation { Input = rows },
        Columns = left.Columns,
        Hidden = left.Hidden,
        Others = left.Others,
        Gone = left.Table.Gone,
        Order = left.Order,
        Uses = uses,
    };
}
