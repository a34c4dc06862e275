using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Rows of several tables, one after another.</summary>
internal sealed record UnionStage(bool IsInner, bool IsFuzzy, NameExpression? SourceColumn, ImmutableArray<Pipeline> Parts) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "union",
        "union [kind=outer|inner] [isfuzzy=true] [withsource=name] table, (query), …",
        "Rows of several tables and queries, and of what stands before it. Columns of one name are one; kind=inner keeps those that all have, "
            + "isfuzzy=true leaves tables out that do not exist, "
            + "and withsource adds the name of each row's table.",
        "union (sshd failed | extend kind = 'failed'), (sshd accepted | extend kind = 'accepted') | summarize count() by kind",
        Read);

    public override Table Apply(PlanContext context, Table input) => Apply(context, [("union_arg0", input)]);

    /// <summary>The rows of all parts, and before them those of other tables, by the names of their sources.</summary>
    public Table Apply(PlanContext context, ImmutableArray<(string Name, Table Table)> before)
    {
        ImmutableArray<(string Name, Table Table)> parts =
            [.. before, .. Parts.Where(part => IsThere(context, part)).Select((part, index) => (NameOf(part, before.Length + index), part.Apply(context)))];
        if (parts.IsEmpty)
        {
            context.Fail(Parts[0].Span, "None of these tables exists.");
        }

        if (context.Error is not null)
        {
            return parts.IsEmpty ? Table.Of(context.Schema.Events) : parts[0].Table;
        }

        return TableUnion.Of(context, [.. parts.Select(part => SourceColumn is null ? part.Table : Named(context, part.Table, part.Name))], IsInner);
    }

    private bool IsThere(PlanContext context, Pipeline part)
    {
        if (!IsFuzzy || part is not { Source: NamedSource source } || source.IsKnown(context))
        {
            return true;
        }

        context.Note(source.Name.Span, $"'{source.Name.Name}' is no table and was left out{NearestName.Hint(source.Name.Name, context.TableNames)}");
        return false;
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
        var (isInner, isFuzzy) = (false, false);
        NameExpression? source = null;
        while (tokens.Current.IsWord("kind") || tokens.Current.IsWord("withsource") || tokens.Current.IsWord("isfuzzy"))
        {
            var option = tokens.Take();
            if (!tokens.TryTakeSymbol("="))
            {
                tokens.FailExpected("'='");
            }

            var value = tokens.ExpectName(option.Text == "kind" ? "outer or inner" : "a name");
            isFuzzy |= option.Text == "isfuzzy" && value.Name == "true";
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
        return new UnionStage(isInner, isFuzzy, source, parts.ToImmutable());
    }
}

/// <summary>A union that nothing stands before.</summary>
internal sealed record UnionSource(UnionStage Union) : Source
{
    public override Table Open(PlanContext context) => Union.Apply(context, []);
}
