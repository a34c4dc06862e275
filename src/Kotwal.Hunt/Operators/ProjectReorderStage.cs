using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;

namespace Kotwal.Hunt.Operators;

/// <summary>Puts columns first; the others follow in the order that they have.</summary>
internal sealed record ProjectReorderStage(ImmutableArray<(ColumnPattern Pattern, bool? IsAscending)> Patterns) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "project-reorder",
        "project-reorder name, prefix* [asc|desc], …",
        "Puts the columns that are named first; asc or desc orders those of a pattern by their names.",
        "sshd | project-reorder user.name, source.* asc",
        Read);

    public override Table Apply(PlanContext context, Table input)
    {
        var first = new List<NamedScalar>();
        foreach (var (pattern, isAscending) in Patterns)
        {
            pattern.Check(context, input);
            var fitting = input.Columns.Where(column => pattern.Fits(column.Name) && !first.Contains(column));
            first.AddRange(isAscending switch
            {
                true => fitting.OrderBy(column => column.Name, StringComparer.Ordinal),
                false => fitting.OrderByDescending(column => column.Name, StringComparer.Ordinal),
                _ => [.. fitting],
            });
        }

        return input with { Columns = [.. first, .. input.Columns.Where(column => !first.Contains(column))] };
    }

    private static ProjectReorderStage Read(TokenReader tokens)
    {
        var patterns = ImmutableArray.CreateBuilder<(ColumnPattern Pattern, bool? IsAscending)>();
        do
        {
            var pattern = ColumnPattern.Read(tokens);
            bool? isAscending = tokens.TryTakeWord("asc") ? true : tokens.TryTakeWord("desc") ? false : null;
            patterns.Add((pattern, isAscending));
        }
        while (tokens.TryTakeSymbol(","));

        return new ProjectReorderStage(patterns.ToImmutable());
    }
}
