using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Cuts columns out of a text that follows a pattern.</summary>
internal sealed record ParseStage(Expression Text, ParsePattern Pattern, bool IsFilter) : Stage
{
    private const string Signature = "[kind=simple|relaxed|regex] text with [*] 'literal' name[:type] …";

    public static PipeOperator Operator { get; } = new(
        "parse",
        "parse " + Signature,
        "Cuts columns out of a text: what stands between the literals, in their order. The pattern starts where the text does, a star stands for "
            + "anything, and a name at the end takes the rest. Where the pattern does not fit, or a number is wanted and none stands there, the columns "
            + "are absent; with relaxed only those of the wrong type are. With regex the literals are regular expressions.",
        "sshd | parse event.original with * 'from ' address ' port ' port:long ' ' * | summarize count() by address, port",
        tokens => Read(tokens, isFilter: false));

    public static PipeOperator FilterOperator { get; } = new(
        "parse-where",
        "parse-where " + Signature,
        "The same as parse, and keeps only the rows that the pattern fits.",
        "parse-where event.original with * 'for ' user ' from ' address ' ' * | summarize count() by user, address",
        tokens => Read(tokens, isFilter: true));

    public override Table Apply(PlanContext context, Table input)
    {
        var text = Conversion.ToText(new ExpressionBinder(context, input).Bind(Text));
        var regex = new ConstantScalar(Pattern.Regex, HuntType.Keyword);
        var fitting = IsFilter ? input.Where(Call.Condition(Primitive.Matches, text, regex)) : input;
        var names = new List<string>();
        var columns = ImmutableArray.CreateBuilder<NamedScalar>();
        foreach (var column in Pattern.Columns)
        {
            new NamedExpression(column.Name, column.Name).Check(context, names);
            names.Add(column.Name.Name);
            var part = Call.Of(Primitive.Extract, HuntType.Keyword, text, regex, new ConstantScalar((long)column.Group, HuntType.Whole));
            columns.Add(new NamedScalar(column.Name.Name, Conversion.ToNamed(part, column.Type) ?? part));
        }

        return fitting.Extend(context, columns.ToImmutable());
    }

    private static ParseStage Read(TokenReader tokens, bool isFilter)
    {
        var kind = ReadOption(tokens, "kind", ["simple", "relaxed", "regex"]) ?? "simple";
        var flags = ReadOption(tokens, "flags", null);
        var text = ExpressionReader.Read(tokens);
        tokens.ExpectWord("with");
        return new ParseStage(text, ParsePattern.Read(tokens, kind, flags), isFilter);
    }

    // A field may have the name of an option, and then no = stands behind it.
    private static string? ReadOption(TokenReader tokens, string name, string[]? values)
    {
        if (!tokens.Current.IsWord(name) || tokens.Reading.Text.AsSpan(tokens.Current.Span.End).TrimStart() is not ['=', not ('=' or '~'), ..])
        {
            return null;
        }

        tokens.Take();
        tokens.Take();
        var value = tokens.ExpectName($"a value of {name}");
        if (values is not null && !values.Contains(value.Name))
        {
            tokens.Fail(value.Span, $"Expected {string.Join(", ", values)}.");
        }

        return value.Name;
    }
}
