using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Operators;

/// <summary>
/// Leaves columns out, or leaves all others out. What stays are the columns shown so far; other fields of events can no longer be named.
/// </summary>
internal sealed record ProjectAwayStage(ImmutableArray<ColumnPattern> Patterns, bool IsKeep) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "project-away",
        "project-away name, prefix*, …",
        "Leaves out the columns that are named, or whose names start or end so.",
        "sshd | project-away event.original, host.*",
        tokens => new ProjectAwayStage(ColumnPattern.ReadList(tokens), IsKeep: false));

    public static PipeOperator KeepOperator { get; } = new(
        "project-keep",
        "project-keep name, prefix*, …",
        "Keeps only the columns that are named, or whose names start or end so, in the order that they have.",
        "sshd | project-keep @timestamp, user.*, source.*",
        tokens => new ProjectAwayStage(ColumnPattern.ReadList(tokens), IsKeep: true));

    public override Table Apply(PlanContext context, Table input)
    {
        foreach (var pattern in Patterns)
        {
            pattern.Check(context, input);
        }

        ImmutableArray<NamedScalar> kept =
            [.. input.Columns.Where(column => Patterns.Any(pattern => pattern.Fits(column.Name)) == IsKeep)];
        if (kept.IsEmpty)
        {
            context.Fail(Patterns[0].Span, "No column would be left.");
        }

        return input.Only(kept);
    }
}
