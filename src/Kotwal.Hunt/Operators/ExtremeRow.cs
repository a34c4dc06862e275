using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>
/// Takes <c>arg_max(key, a, b)</c> apart into one column for the key and one for each value of its row, and <c>percentiles</c> into one for
/// each percent.
/// </summary>
internal static class ExtremeRow
{
    public static IEnumerable<NamedExpression> Split(NamedExpression item, Table input, ImmutableArray<NamedScalar> groupKeys)
    {
        if (item.Value is CallExpression { Name: "percentiles", Arguments: [var value, _, ..] parts } several)
        {
            var column = new NamedExpression(null, value).ColumnName;
            return parts.Skip(1).Select(percent => new NamedExpression(
                new NameExpression($"percentile_{column}_{(percent as LiteralExpression)?.Value}", several.Span), several with { Name = "percentile", Arguments = [value, percent] }));
        }

        if (item.Value is not CallExpression { Name: "arg_max" or "arg_min", Arguments: [var key, _, ..] arguments } call)
        {
            return [item];
        }

        var values = arguments.Skip(1).SelectMany(one => one is NameExpression { Name: "*" }
            ? input.Columns.Where(column => !groupKeys.Any(groupKey => groupKey.Name == column.Name))
                .Select(column => (Expression)new NameExpression(column.Name, one.Span))
            : [one]);
        var keyName = new NamedExpression(null, key).ColumnName;
        var extreme = call with { Name = call.Name[4..], Arguments = [key] };
        return values
            .Select(one => (Name: new NamedExpression(null, one).ColumnName, Value: call with { Arguments = [key, one] }))
            .Where(one => one.Name != keyName)
            .Select(one => new NamedExpression(new NameExpression(one.Name, call.Span), one.Value))
            .Prepend(new NamedExpression(item.Name ?? new NameExpression(keyName, call.Span), extreme));
    }
}
