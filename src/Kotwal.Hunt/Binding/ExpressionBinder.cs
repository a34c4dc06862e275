using System.Collections.Immutable;
using Kotwal.Hunt.Functions;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Binding;

/// <summary>Gives an expression its meaning over a table: names become columns, and everything gets a type.</summary>
/// <param name="context">The plan being made.</param>
/// <param name="table">What names mean.</param>
/// <param name="aggregates">
/// Where functions over the rows of a group are collected, each as a column of the grouping; null where none may stand.
/// </param>
internal sealed class ExpressionBinder(PlanContext context, Table table, ICollection<NamedScalar>? aggregates = null)
{
    private bool isInAggregate;

    public Scalar Bind(Expression expression) => !context.TryCountNode(expression.Span) ? new NullScalar(HuntType.Keyword) : expression switch
    {
        QueryExpression query => BindFirst(query),
        LiteralExpression literal => new ConstantScalar(literal.Value, literal.Type),
        AbsentExpression absent => new NullScalar(absent.Type),
        NameExpression name => BindName(name),
        CallExpression call => BindCall(call, hasParts: false),
        MemberExpression member => BindMember(member),
        LogicExpression logic => new LogicScalar(logic.IsAnd, [.. logic.Operands.Select(BindCondition)]),
        NotExpression not => Call.Not(BindCondition(not.Operand)),
        ArithmeticExpression sum => Arithmetic.Combine(context, sum.Symbol, Bind(sum.Left), Bind(sum.Right), sum.Span),
        ComparisonExpression comparison => BindComparison(comparison),
        _ => throw new InvalidOperationException($"No meaning is given to {expression.GetType().Name}."),
    };

    /// <summary>Binds a call whose value is several, as a list of them.</summary>
    public Scalar BindParts(CallExpression call) => BindCall(call, hasParts: true);

    /// <summary>Binds what must be true or false.</summary>
    public Scalar BindCondition(Expression expression)
    {
        var value = Bind(expression);
        return Conversion.ToTruth(value)
            ?? context.Fail(expression.Span, $"Expected a condition such as a == b, found {TypeNames.Of(value)}.");
    }

    private Scalar BindMember(MemberExpression member)
    {
        var value = Bind(member.Value);
        return value.Type == HuntType.Map && member.Key is string name && table.Others is { } others
            ? new MapEntryScalar(others.Sql, name, others.HoldsLists)
            : member.Key is Expression key
            ? Documents.MemberAt(context, value, Bind(key), member.Span)
            : Documents.Member(context, value, member.Key, member.Span);
    }

    // A name has dots in it, and what stands before one may be a document.
    private Scalar? BindDotted(NameExpression name)
    {
        for (var dot = name.Name.LastIndexOf('.'); dot > 0; dot = name.Name.LastIndexOf('.', dot - 1))
        {
            var start = new NameExpression(name.Name[..dot], new TextSpan(name.Span.Start, Math.Min(dot, name.Span.Length)));
            var document = context.Arguments.GetValueOrDefault(start.Name) as Scalar ?? table.Find(start.Name)
                ?? (context.FindLet(start.Name) is ValueLet let ? BindLet(let, start) : null);
            if (document is { Type: HuntType.Document })
            {
                return name.Name[(dot + 1)..].Split('.').Aggregate(
                    aggregates is null || isInAggregate || document is ConstantScalar ? document : BindName(start),
                    (inner, member) => Documents.Member(context, inner, member, name.Span));
            }
        }

        return null;
    }

    private Scalar BindName(NameExpression name)
    {
        if (context.Arguments.GetValueOrDefault(name.Name) is { } argument)
        {
            return argument as Scalar ?? context.Fail(name.Span, $"'{name.Name}' has rows; expected a value.");
        }

        var known = table.Find(name.Name);
        if (known is null && context.FindLet(name.Name) is { } let)
        {
            return BindLet(let, name);
        }

        if (known is null && BindDotted(name) is { } member)
        {
            return member;
        }

        if (aggregates is not null && !isInAggregate)
        {
            return context.Fail(name.Span, $"'{name.Name}' differs within a group; expected a function over it such as max() or any().");
        }

        return name.Name == "*"
            ? context.Fail(name.Span, "A star cannot stand here; expected a value.")
            : table.Resolve(context, name);
    }

    // A let's value is the same for all rows, so no column can be named in it.
    private Scalar BindLet(Let let, NameExpression name) => let is ValueLet value
        ? context.Once(let.Name, () => new ExpressionBinder(context, table.Only([])).Bind(value.Value))
        : context.Fail(name.Span, $"'{name.Name}' {(let is TableLet ? "has rows" : "is a function")}; expected a value.");

    private Scalar BindFirst(QueryExpression query)
    {
        var rows = context.Open(query.Query);
        context.InnerUses.AddRange(rows.Uses);
        return rows.Columns.IsEmpty ? new NullScalar(HuntType.Keyword) : new FirstScalar(rows);
    }

    private Scalar BindLetCall(FunctionLet function, CallExpression call)
    {
        var arguments = LetCall.Bind(context, function, [.. call.Arguments.Select(Bind)], call.Span);
        if (context.Error is not null || function.Value is null)
        {
            return new NullScalar(HuntType.Keyword);
        }

        var outer = context.Arguments;
        context.Arguments = arguments;
        var value = Bind(function.Value);
        context.Arguments = outer;
        return value;
    }

    private Scalar BindCall(CallExpression call, bool hasParts)
    {
        if (context.FindLet(call.Name) is FunctionLet let)
        {
            return BindLetCall(let, call);
        }

        var function = FunctionTable.Find(call.Name)
            ?? throw new InvalidOperationException($"The reader let the unknown function {call.Name} through.");
        if (call.Arguments.Length < function.Fewest || call.Arguments.Length > function.Most)
        {
            return context.Fail(call.Span, $"Expected {function.Signature}, found {call.Arguments.Length} arguments.");
        }

        if (!function.Parts.IsEmpty && !hasParts)
        {
            return context.Fail(call.NameSpan, $"{call.Name}() gives several values: it stands alone in extend or project.");
        }

        if (function.IsAggregate && (aggregates is null || isInAggregate))
        {
            return context.Fail(
                call.NameSpan, $"{call.Name}() works over groups: it can stand in summarize only, and not in another such function.");
        }

        isInAggregate |= function.IsAggregate;
        var order = context.WindowOrder;
        context.WindowOrder = function.IsWindow ? null : order;
        ImmutableArray<Scalar> arguments = [.. call.Arguments.Select(Bind)];
        context.WindowOrder = order;
        isInAggregate &= !function.IsAggregate;
        if (arguments.Any(argument => argument.Type == HuntType.Map) && function.Name is not ("arg_max" or "arg_min"))
        {
            return context.Fail(call.Span, "A map has no single value; name one of its fields.");
        }

        var value = function.Bind(new BoundCall(context, arguments, [.. call.Arguments.Select(argument => argument.Span)], call.Span));
        return function.IsAggregate ? Collect(value) : value;
    }

    // The grouping computes the function, and the expression around it comes after.
    private ColumnScalar Collect(Scalar aggregate)
    {
        var column = new NamedScalar(context.NewColumn(), aggregate);
        aggregates?.Add(column);
        return Table.Made(column);
    }

    // A query to the right of in stands for all values of its first column, and elsewhere for the first of them.
    private Scalar BindRight(Expression right, OperandForm operands)
    {
        var rows = right switch
        {
            _ when operands != OperandForm.List => null,
            QueryExpression { IsScalar: false } query => context.Open(query.Query),
            NameExpression name => LetCall.RowsOf(context, name),
            _ => null,
        };
        if (rows is null)
        {
            return Bind(right);
        }

        context.InnerUses.AddRange(rows.Uses);
        return rows.Columns.IsEmpty ? new NullScalar(HuntType.Keyword) : new RowsScalar(rows);
    }

    // Where several values may stand, an array stands for its items.
    private static ImmutableArray<Scalar> ItemsOf(Scalar right, OperandForm operands) => operands != OperandForm.List
        ? [right]
        : Documents.KnownItems(right) ?? (right.Type == HuntType.Document && right is not RowsScalar ? [Documents.Items(right)] : [right]);

    private Scalar BindComparison(ComparisonExpression comparison)
    {
        var table = ComparisonTable.Find(comparison.Operator)
            ?? throw new InvalidOperationException($"The reader let the unknown operator {comparison.Operator} through.");
        var left = Bind(comparison.Left);
        if (left.Type == HuntType.Map)
        {
            return context.Fail(comparison.Left.Span, "A map cannot be compared; name one of its fields.");
        }

        var right = comparison.Right.SelectMany(one => ItemsOf(BindRight(one, table.Operands), table.Operands).Select(item => (Value: item, one.Span))).ToList();
        var condition = table.Bind(new BoundComparison(
            context, left, [.. right.Select(one => one.Value)], [.. right.Select(one => one.Span)], comparison.Span));
        return comparison.IsNegated ? Call.Not(condition) : condition;
    }
}
