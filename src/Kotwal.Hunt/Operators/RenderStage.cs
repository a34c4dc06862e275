using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;

namespace Kotwal.Hunt.Operators;

/// <summary>Says how to draw the result; the rows stay as they are.</summary>
internal sealed record RenderStage(HuntChart Chart) : Stage
{
    private const int MaxProperties = 32;

    public static PipeOperator Operator { get; } = new(
        "render",
        "render kind [with (property = value, …)]",
        $"Says how to draw the result, as the last operator; kinds: {string.Join(", ", HuntChart.Kinds)}.",
        "summarize n = count() by bin(@timestamp, 1h) | render timechart with (title = 'Events by hour')",
        Read);

    public override Table Apply(PlanContext context, Table input) => input;

    private static RenderStage Read(TokenReader tokens)
    {
        var kind = tokens.ExpectName("a kind of chart");
        if (!HuntChart.Kinds.Contains(kind.Name))
        {
            tokens.Fail(kind.Span, $"Unknown kind of chart '{kind.Name}'{NearestName.Hint(kind.Name, HuntChart.Kinds)}");
        }

        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        if (tokens.TryTakeWord("with"))
        {
            ReadProperties(tokens, properties);
        }

        if (tokens.Current.IsSymbol("|"))
        {
            tokens.FailExpected("the end, as render is the last operator");
        }

        return new RenderStage(new HuntChart(kind.Name, properties));
    }

    private static void ReadProperties(TokenReader tokens, Dictionary<string, string> properties)
    {
        tokens.ExpectSymbol("(");
        do
        {
            var name = tokens.ExpectName("the name of a property");
            tokens.ExpectSymbol("=");
            properties[name.Name] = ReadValue(tokens);
            if (properties.Count > MaxProperties)
            {
                tokens.Fail(name.Span, $"Too long: at most {MaxProperties} properties.");
            }
        }
        while (tokens.TryTakeSymbol(","));

        tokens.ExpectSymbol(")");
    }

    private static string ReadValue(TokenReader tokens)
    {
        if (tokens.Current.Kind is TokenKind.End or TokenKind.Symbol)
        {
            tokens.FailExpected("a text in quotes, a name or a number");
        }

        return tokens.Take().Text;
    }
}
