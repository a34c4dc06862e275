using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Takes <c>arg_max(key, a, b)</c> apart into one column for the key and one for each value of its row.</summary>
internal static class ExtremeRow
{
    public static IEnumerable<NamedExpression> Split(NamedExpression item, Table input, ImmutableArray<NamedScalar> groupKeys)
    {
        if (item.Value is not CallExpression { Name: "arg_max" or "arg_min", Arguments: [var key, _, ..] arguments } call)
        {
            return [item];
        }

        var values = arguments.Skip(1).SelectMany(value => value is NameExpression { Name: "*" }
            ? input.Columns.Where(column => !groupKeys.Any(groupKey => groupKey.Name == column.Name))
                .Select(column => (Expression)new NameExpression(column.Name, value.Span))
            : [value]);
        var keyName = new NamedExpression(null, key).ColumnName;
        var extreme = call with { Name = call.Name[4..], Arguments = [key] };
        return values
            .Select(value => (Name: new NamedExpression(null, value).ColumnName, Value: call with { Arguments = [key, value] }))
            .Where(value => value.Name != keyName)
            .Select(value => new NamedExpression(new NameExpression(value.Name, call.Span), value.Value))
            .Prepend(new NamedExpression(item.Name ?? new NameExpression(keyName, call.Span), extreme));
    }
}
