using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Keeps the first rows, in the order that the rows have: events are newest first.</summary>
internal sealed record TakeStage(Expression Count) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "take", "take number", "Keeps the first rows; of events that nothing has sorted, the newest.", "sshd | take 20", Read);

    public static PipeOperator LimitOperator { get; } = new(
        "limit", "limit number", "The same as take.", "sshd | limit 20", Read);

    public override Table Apply(PlanContext context, Table input) => input.Take(RowCount.Of(context, Count));

    private static TakeStage Read(TokenReader tokens) => new(RowCount.Read(tokens));
}
