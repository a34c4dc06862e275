using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Gives columns other names, in their places.</summary>
internal sealed record ProjectRenameStage(ImmutableArray<(NameExpression New, NameExpression Old)> Names) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "project-rename",
        "project-rename new = name, …",
        "Gives columns other names; all stay where they are.",
        "sshd | project-rename user = user.name, address = source.ip | summarize count() by user, address",
        Read);

    public override Table Apply(PlanContext context, Table input)
    {
        var columns = input.Columns.ToBuilder();
        foreach (var (name, old) in Names)
        {
            var value = input.Resolve(context, old);
            if (columns.Any(column => column.Name == name.Name))
            {
                context.Fail(name.Span, $"Two columns are called '{name.Name}'.");
            }

            var place = columns.Index().FirstOrDefault(one => one.Item.Name == old.Name, (columns.Count, null!)).Index;
            if (place == columns.Count)
            {
                columns.Add(new NamedScalar(name.Name, value));
                continue;
            }

            columns[place] = new NamedScalar(name.Name, value);
        }

        return input with
        {
            Columns = columns.ToImmutable(),
            Gone = input.Gone.Union(Names.Select(pair => pair.Old.Name)).Except(Names.Select(pair => pair.New.Name)),
        };
    }

    private static ProjectRenameStage Read(TokenReader tokens)
    {
        var names = ImmutableArray.CreateBuilder<(NameExpression New, NameExpression Old)>();
        do
        {
            var name = tokens.ExpectName("a new name");
            tokens.ExpectSymbol("=");
            names.Add((name, tokens.ExpectName("the name of a column")));
        }
        while (tokens.TryTakeSymbol(","));

        return new ProjectRenameStage(names.ToImmutable());
    }
}
