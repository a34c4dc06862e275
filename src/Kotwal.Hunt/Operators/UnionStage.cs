using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Rows of several tables, one after another.</summary>
internal sealed record UnionStage(bool IsInner, NameExpression? SourceColumn, ImmutableArray<Pipeline> Parts) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "union",
        "union [kind=outer|inner] [withsource=name] table, (query), …",
        "Rows of several tables and queries, and of what stands before it. Columns of one name are one; kind=inner keeps those that all have, "
            + "and withsource adds the name of each row's table.",
        "union (sshd failed | extend kind = 'failed'), (sshd accepted | extend kind = 'accepted') | summarize count() by kind",
        Read);

    public override Table Apply(PlanContext context, Table input) => Apply(context, [("union_arg0", input)]);

    /// <summary>The rows of all parts, and before them those of other tables, by the names of their sources.</summary>
    public Table Apply(PlanContext context, ImmutableArray<(string Name, Table Table)> before)
    {
        ImmutableArray<(string Name, Table Table)> parts =
            [.. before, .. Parts.Select((part, index) => (NameOf(part, before.Length + index), part.Apply(context)))];
        if (context.Error is not null)
        {
            return parts[0].Table;
        }

        return TableUnion.Of(context, [.. parts.Select(part => SourceColumn is null ? part.Table : Named(context, part.Table, part.Name))], IsInner);
    }

    private Table Named(PlanContext context, Table table, string source)
    {
        ImmutableArray<NamedScalar> named = [new NamedScalar(SourceColumn!.Name, new ConstantScalar(source, HuntType.Keyword))];
        var computed = table.Compute(context, ref named);
        return computed with { Columns = [.. named, .. computed.Columns.Where(column => column.Name != SourceColumn.Name)] };
    }

    private static string NameOf(Pipeline part, int index) => part.Source is NamedSource { Name.Name: var name } && part.Stages.IsEmpty
        ? name
        : FormattableString.Invariant($"union_arg{index}");

    private static UnionStage Read(TokenReader tokens)
    {
        var isInner = false;
        NameExpression? source = null;
        while (tokens.Current.IsWord("kind") || tokens.Current.IsWord("withsource") || tokens.Current.IsWord("isfuzzy"))
        {
            var option = tokens.Take();
            if (!tokens.TryTakeSymbol("="))
            {
                tokens.FailExpected("'='");
            }

            var value = tokens.ExpectName(option.Text == "kind" ? "outer or inner" : "a name");
            isInner |= option.Text == "kind" && value.Name == "inner";
            source = option.Text == "withsource" ? value : source;
            if (option.Text == "kind" && value.Name is not ("inner" or "outer"))
            {
                tokens.Fail(value.Span, "Expected outer or inner.");
            }
        }

        var parts = ImmutableArray.CreateBuilder<Pipeline>();
        do
        {
            parts.Add(PipelineReader.ReadOperand(tokens));
        }
        while (tokens.TryTakeSymbol(","));
        return new UnionStage(isInner, source, parts.ToImmutable());
    }
}

/// <summary>A union that nothing stands before.</summary>
internal sealed record UnionSource(UnionStage Union) : Source
{
    public override Table Open(PlanContext context) => Union.Apply(context, []);
}
