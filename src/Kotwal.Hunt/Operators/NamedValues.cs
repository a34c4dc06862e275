using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Functions;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Binds the values of <c>extend</c> and <c>project</c> under names that differ.</summary>
internal static class NamedValues
{
    /// <param name="context">The plan being made.</param>
    /// <param name="input">The table; a value that is several is computed in it once.</param>
    /// <param name="items">What the hunt says.</param>
    public static ImmutableArray<NamedScalar> Bind(PlanContext context, ref Table input, ImmutableArray<NamedExpression> items)
    {
        var outer = context.WindowOrder;
        context.WindowOrder = input.Order;
        var binder = new ExpressionBinder(context, input);
        var names = new List<string>();
        var bound = ImmutableArray.CreateBuilder<NamedScalar>();
        foreach (var item in items)
        {
            item.Check(context, names);
            if (item.Value is CallExpression call && FunctionTable.Find(call.Name) is { Parts.IsEmpty: false } function)
            {
                ImmutableArray<NamedScalar> whole = [new NamedScalar("", binder.BindParts(call))];
                input = input.WithWindows(context).Compute(context, ref whole);
                bound.AddRange(Parts(context, item, function, whole[0].Value, names));
                continue;
            }

            if (!item.PartNames.IsEmpty)
            {
                context.Fail(item.Value.Span, "Expected a function that gives several values, such as series_decompose_anomalies().");
            }

            names.Add(NamedExpression.Distinct(item.ColumnName, names));
            bound.Add(new NamedScalar(names[^1], binder.Bind(item.Value)));
        }

        context.WindowOrder = outer;
        input = input.WithWindows(context);
        return bound.ToImmutable();
    }

    private static List<NamedScalar> Parts(
        PlanContext context, NamedExpression item, HuntFunction function, Scalar whole, List<string> names)
    {
        if (item.PartNames.Length > function.Parts.Length)
        {
            context.Fail(item.Value.Span, $"Expected at most {function.Parts.Length} names: {string.Join(", ", function.Parts)}.");
        }

        var parts = new List<NamedScalar>();
        foreach (var (index, part) in function.Parts.Index())
        {
            if (!item.PartNames.IsEmpty && index >= item.PartNames.Length)
            {
                break;
            }

            var name = item.PartNames.IsEmpty ? $"{item.ColumnName}_{part}" : item.PartNames[index].Name;
            names.Add(NamedExpression.Distinct(name, names));
            var place = new ConstantScalar(index + 1L, HuntType.Whole);
            parts.Add(new NamedScalar(names[^1], new CallScalar(Primitive.ItemAt, [whole, place], whole.Type, IsList: true)));
        }

        return parts;
    }
}
