using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Leaves columns out. What stays are the columns shown so far; other fields of events can no longer be named.</summary>
internal sealed record ProjectAwayStage(ImmutableArray<AwayName> Names) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "project-away",
        "project-away name, prefix*, …",
        "Leaves out the columns that are named, or whose names start so.",
        "sshd | project-away event.original, host.*",
        Read);

    public override Table Apply(PlanContext context, Table input)
    {
        foreach (var name in Names)
        {
            if (!name.IsPrefix && !input.Columns.Any(column => name.Fits(column.Name)))
            {
                context.Fail(
                    name.Span, $"Unknown column '{name.Text}'{NearestName.Hint(name.Text, input.Columns.Select(column => column.Name))}");
            }
        }

        ImmutableArray<NamedScalar> kept = [.. input.Columns.Where(column => !Names.Any(name => name.Fits(column.Name)))];
        if (kept.IsEmpty)
        {
            context.Fail(Names[0].Span, "No column would be left.");
        }

        return input.Only(kept);
    }

    private static ProjectAwayStage Read(TokenReader tokens)
    {
        var names = ImmutableArray.CreateBuilder<AwayName>();
        do
        {
            var name = tokens.ExpectName("the name of a column");
            var hasDot = tokens.TryTakeSymbol(".*");
            var isPrefix = hasDot || tokens.TryTakeSymbol("*");
            names.Add(new AwayName(hasDot ? name.Name + "." : name.Name, isPrefix, name.Span));
        }
        while (tokens.TryTakeSymbol(","));
        return new ProjectAwayStage(names.ToImmutable());
    }
}

/// <summary>A name, or the start of names, of columns to leave out.</summary>
internal sealed record AwayName(string Text, bool IsPrefix, TextSpan Span)
{
    public bool Fits(string name) => IsPrefix ? name.StartsWith(Text, StringComparison.Ordinal) : name == Text;
}
