using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Operators;

/// <summary>Changes nothing: rows have an order without it.</summary>
internal sealed record SerializeStage : Stage
{
    public static PipeOperator Operator { get; } = new(
        "serialize",
        "serialize",
        "Changes nothing; accepted for the sake of hunts from elsewhere.",
        "sshd | serialize | take 5",
        _ => new SerializeStage());

    public override Table Apply(PlanContext context, Table input) => input;
}
