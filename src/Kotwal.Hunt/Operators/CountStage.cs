using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Operators;

/// <summary>The number of rows, as one row with the column Count.</summary>
internal sealed record CountStage : Stage
{
    public static PipeOperator Operator { get; } = new(
        "count", "count", "The number of rows, as one row with the column Count.", "event.outcome:failure | count", _ => new CountStage());

    public override Table Apply(PlanContext context, Table input)
    {
        var count = new NamedScalar(context.NewColumn(), Call.Of(Primitive.CountRows, HuntType.Whole));
        return input.Group(context, [], [count], [new NamedScalar("Count", Table.Made(count))]);
    }
}
