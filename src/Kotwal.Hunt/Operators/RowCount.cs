using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>How many rows an operator keeps: a number, or the name of one that the hunt made with <c>let</c>.</summary>
internal static class RowCount
{
    private const string Expected = "a number of rows";

    public static Expression Read(TokenReader tokens)
    {
        // Without lets no name stands for a number, and "top secret" is a search that begins like an operator.
        var text = tokens.Reading.Text;
        if (tokens.Current.Kind == TokenKind.Name && LetReader.StartsAt(text, text.Length - text.AsSpan().TrimStart().Length))
        {
            return tokens.ExpectName(Expected);
        }

        var start = tokens.Current.Span;
        return new LiteralExpression(tokens.ExpectCount(Expected), HuntType.Whole, start);
    }

    /// <summary>The number; 0, with the error noted, for anything else.</summary>
    public static long Of(PlanContext context, Expression count)
    {
        var none = Table.Of(context.Schema.Events).Only([]);
        if (new ExpressionBinder(context, none).Bind(count) is ConstantScalar { Type: HuntType.Whole, Value: long and >= 0 and var known })
        {
            return known;
        }

        context.Fail(count.Span, $"Expected {Expected}.");
        return 0;
    }
}
