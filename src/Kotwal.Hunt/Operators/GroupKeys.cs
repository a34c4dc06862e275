using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Operators;

/// <summary>Binds what rows are grouped by. The value of an unknown field, and a document, counts as one text, whatever it holds.</summary>
internal static class GroupKeys
{
    public static ImmutableArray<NamedScalar> Bind(PlanContext context, Table input, ImmutableArray<NamedExpression> items)
    {
        var binder = new ExpressionBinder(context, input);
        var names = new List<string>();
        var keys = ImmutableArray.CreateBuilder<NamedScalar>();
        foreach (var item in items)
        {
            item.Check(context, names);
            var name = NamedExpression.Distinct(item.ColumnName, names);
            names.Add(name);
            var value = binder.Bind(item.Value);
            keys.Add(new NamedScalar(name, value.Type is HuntType.Open or HuntType.Document || value.IsCondition ? Conversion.ToItem(value) : value));
        }

        return keys.ToImmutable();
    }
}
