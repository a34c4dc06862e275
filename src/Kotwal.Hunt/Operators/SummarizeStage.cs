using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;

namespace Kotwal.Hunt.Operators;

/// <summary>One row for each group, with functions over its rows.</summary>
internal sealed record SummarizeStage(ImmutableArray<NamedExpression> Aggregates, ImmutableArray<NamedExpression> Keys) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "summarize",
        "summarize [name = aggregate, …] [by value, …]",
        "Groups the rows by the values and computes functions over each group.",
        "sshd failed | summarize n = count(), users = dcount(user.name) by source.ip, bin(@timestamp, 1h)",
        Read);

    public override Table Apply(PlanContext context, Table input)
    {
        var keys = GroupKeys.Bind(context, input, Keys);
        var names = keys.Select(key => key.Name).ToList();
        var results = ImmutableArray.CreateBuilder<NamedScalar>();
        var aggregates = ImmutableArray.CreateBuilder<NamedScalar>();
        var binder = new ExpressionBinder(context, input, aggregates);
        foreach (var item in Aggregates)
        {
            foreach (var part in ExtremeRow.Split(item, input, keys))
            {
                part.Check(context, names);
                var name = NamedExpression.Distinct(part.ColumnName, names);
                names.Add(name);
                results.Add(new NamedScalar(name, binder.Bind(part.Value)));
            }
        }

        return input.Group(context, keys, aggregates.ToImmutable(), results.ToImmutable());
    }

    private static SummarizeStage Read(TokenReader tokens)
    {
        ImmutableArray<NamedExpression> aggregates = tokens.Current.IsWord("by") ? [] : NamedExpression.ReadList(tokens);
        ImmutableArray<NamedExpression> keys = tokens.TryTakeWord("by") ? NamedExpression.ReadList(tokens) : [];
        return new SummarizeStage(aggregates, keys);
    }
}
