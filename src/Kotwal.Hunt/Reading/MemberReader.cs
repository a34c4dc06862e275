using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Reading;

/// <summary>Reads what may stand right behind a value: <c>.name</c>, <c>["name"]</c> and <c>[0]</c>, any number of them.</summary>
internal static class MemberReader
{
    public static Expression ReadBehind(TokenReader tokens, Expression value)
    {
        while (tokens.Current.Span.Start == tokens.Last.End && Read(tokens, value) is { } member)
        {
            value = member;
            tokens.Reading.CountPart(value.Span);
            if (value.Depth > ExpressionReader.MaxDepth)
            {
                tokens.Fail(value.Span, $"Too long: at most {ExpressionReader.MaxDepth} operations in one another.");
            }
        }

        return value;
    }

    private static Expression? Read(TokenReader tokens, Expression value)
    {
        if (tokens.Current.Kind == TokenKind.QuotedName)
        {
            return new MemberExpression(value, tokens.Take().Text, value.Span.To(tokens.Last));
        }

        if (tokens.TryTakeSymbol("."))
        {
            var names = tokens.ExpectName("the name of a member").Name.Split('.');
            return names.Aggregate(value, (inner, name) => new MemberExpression(inner, name, value.Span.To(tokens.Last)));
        }

        return tokens.TryTakeSymbol("[") ? ReadInBrackets(tokens, value) : null;
    }

    private static MemberExpression ReadInBrackets(TokenReader tokens, Expression value)
    {
        object key = ExpressionReader.Read(tokens) switch
        {
            LiteralExpression { Value: long or string } literal => literal.Value,
            var computed => computed,
        };
        tokens.ExpectSymbol("]");
        return new MemberExpression(value, key, value.Span.To(tokens.Last))
        {
            Depth = 1 + Math.Max(value.Depth, key is Expression inner ? inner.Depth : 0),
        };
    }
}
