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
        var isNegative = tokens.TryTakeSymbol("-");
        object key = tokens.Current switch
        {
            { Kind: TokenKind.Whole, Value: long place } => isNegative ? -place : place,
            { Kind: TokenKind.Text } text when !isNegative => text.Text,
            _ => 0L,
        };
        if (tokens.Current.Kind is not (TokenKind.Whole or TokenKind.Text) || (isNegative && key is string))
        {
            tokens.FailExpected("a place such as 0, or a name in quotes");
        }

        tokens.Take();
        tokens.ExpectSymbol("]");
        return new MemberExpression(value, key, value.Span.To(tokens.Last));
    }
}
