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

    public Scalar Bind(Expression expression) => expression switch
    {
        LiteralExpression literal => new ConstantScalar(literal.Value, literal.Type),
        NameExpression name => BindName(name),
        CallExpression call => BindCall(call),
        LogicExpression logic => new LogicScalar(logic.IsAnd, [.. logic.Operands.Select(BindCondition)]),
        NotExpression not => Call.Not(BindCondition(not.Operand)),
        ArithmeticExpression sum => Arithmetic.Combine(context, sum.Symbol, Bind(sum.Left), Bind(sum.Right), sum.Span),
        ComparisonExpression comparison => BindComparison(comparison),
        _ => throw new InvalidOperationException($"No meaning is given to {expression.GetType().Name}."),
    };

    /// <summary>Binds what must be true or false.</summary>
    public Scalar BindCondition(Expression expression)
    {
        var value = Bind(expression);
        return Conversion.ToTruth(value)
            ?? context.Fail(expression.Span, $"Expected a condition such as a == b, found {TypeNames.Of(value)}.");
    }

    private Scalar BindName(NameExpression name)
    {
        if (aggregates is not null && !isInAggregate)
        {
            return context.Fail(name.Span, $"'{name.Name}' differs within a group; expected a function over it such as max() or any().");
        }

        return name.Name == "*"
            ? context.Fail(name.Span, "A star cannot stand here; expected a value.")
            : table.Resolve(context, name);
    }

    private Scalar BindCall(CallExpression call)
    {
        var function = FunctionTable.Find(call.Name)
            ?? throw new InvalidOperationException($"The reader let the unknown function {call.Name} through.");
        if (call.Arguments.Length < function.Fewest || call.Arguments.Length > function.Most)
        {
            return context.Fail(call.Span, $"Expected {function.Signature}, found {call.Arguments.Length} arguments.");
        }

        if (function.IsAggregate && (aggregates is null || isInAggregate))
        {
            return context.Fail(
                call.NameSpan, $"{call.Name}() works over groups: it can stand in summarize only, and not in another such function.");
        }

        isInAggregate |= function.IsAggregate;
        ImmutableArray<Scalar> arguments = [.. call.Arguments.Select(Bind)];
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

    private Scalar BindComparison(ComparisonExpression comparison)
    {
        var table = ComparisonTable.Find(comparison.Operator)
            ?? throw new InvalidOperationException($"The reader let the unknown operator {comparison.Operator} through.");
        var left = Bind(comparison.Left);
        if (left.Type == HuntType.Map)
        {
            return context.Fail(comparison.Left.Span, "A map cannot be compared; name one of its fields.");
        }

        var condition = table.Bind(new BoundComparison(
            context, left, [.. comparison.Right.Select(Bind)], [.. comparison.Right.Select(right => right.Span)], comparison.Span));
        return comparison.IsNegated ? Call.Not(condition) : condition;
    }
}
