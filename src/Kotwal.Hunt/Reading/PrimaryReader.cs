using System.Collections.Immutable;
using Kotwal.Hunt.Functions;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Reading;

/// <summary>Reads what binds tightest: literals, names, calls, parentheses and signs.</summary>
internal static class PrimaryReader
{
    public static Expression Read(TokenReader tokens)
    {
        var token = tokens.Current;
        tokens.Reading.CountPart(token.Span);
        switch (token.Kind)
        {
            case TokenKind.Text:
                return new LiteralExpression(tokens.Take().Text, HuntType.Keyword, token.Span);
            case TokenKind.Whole:
            case TokenKind.Fraction:
            case TokenKind.Duration:
                return ReadNumber(tokens);
            case TokenKind.QuotedName:
                return MemberReader.ReadBehind(tokens, new NameExpression(tokens.Take().Text, token.Span));
            case TokenKind.Name:
                return MemberReader.ReadBehind(tokens, ReadNameOrCall(tokens));
            case TokenKind.Symbol when token.Text == "(":
                return MemberReader.ReadBehind(tokens, ReadParentheses(tokens));
            case TokenKind.Symbol when token.Text is "-" or "+":
                return ReadSigned(tokens);
            default:
                tokens.FailExpected("a value: a field, a text in quotes, a number or a function");
                return ExpressionReader.Missing(tokens);
        }
    }

    private static LiteralExpression ReadNumber(TokenReader tokens)
    {
        var token = tokens.Take();
        var type = token.Kind switch
        {
            TokenKind.Whole => HuntType.Whole,
            TokenKind.Fraction => HuntType.Fraction,
            _ => HuntType.Duration,
        };
        return new LiteralExpression(token.Value ?? 0L, type, token.Span);
    }

    private static Expression ReadNameOrCall(TokenReader tokens)
    {
        var name = tokens.Take();
        if (name.Text is "true" or "false")
        {
            return new LiteralExpression(name.Text == "true", HuntType.Truth, name.Span);
        }

        if (!tokens.Current.IsSymbol("("))
        {
            return new NameExpression(name.Text, name.Span) { Depth = DepthOf(tokens, name.Text) };
        }

        if (name.Text == "toscalar")
        {
            var open = tokens.Take();
            return ExpressionReader.ReadQuery(tokens, open.Span) with { Span = name.Span.To(tokens.Last), IsScalar = true };
        }

        if (TypedLiteralReader.TryRead(tokens, name) is { } typed)
        {
            return typed;
        }

        if (FunctionTable.Find(name.Text) is null && tokens.Reading.Lets.GetValueOrDefault(name.Text) is not FunctionLet { Value: not null })
        {
            var names = FunctionTable.Names.Concat(tokens.Reading.Lets.Values.OfType<FunctionLet>().Select(function => function.Name));
            tokens.Fail(name.Span, $"Unknown function '{name.Text}'{NearestName.Hint(name.Text, names)}");
            return ExpressionReader.Missing(tokens);
        }

        tokens.Take();
        var arguments = tokens.Current.IsSymbol(")") ? [] : ReadArguments(tokens);
        tokens.ExpectSymbol(")");
        var call = new CallExpression(name.Text, name.Span, arguments, name.Span.To(tokens.Last));
        return call with { Depth = call.Depth + DepthOf(tokens, name.Text) };
    }

    // What is behind a name counts, so that lets made of one another do not grow without end.
    private static int DepthOf(TokenReader tokens, string name) => tokens.Reading.Lets.GetValueOrDefault(name) switch
    {
        ValueLet let => 1 + let.Value.Depth,
        FunctionLet { Value: { } value } => 1 + value.Depth,
        _ => 1,
    };

    private static ImmutableArray<Expression> ReadArguments(TokenReader tokens)
    {
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        do
        {
            var star = tokens.Current;
            arguments.Add(tokens.TryTakeSymbol("*") ? new NameExpression("*", star.Span) : ExpressionReader.Read(tokens));
        }
        while (tokens.TryTakeSymbol(","));
        return arguments.ToImmutable();
    }

    private static Expression ReadParentheses(TokenReader tokens)
    {
        var open = tokens.Take();
        if (ExpressionReader.IsQuery(tokens.Reading.Text, open.Span))
        {
            return ExpressionReader.ReadQuery(tokens, open.Span);
        }

        var inner = ExpressionReader.Read(tokens);
        tokens.ExpectSymbol(")");
        return inner;
    }

    private static Expression ReadSigned(TokenReader tokens)
    {
        var sign = tokens.Take();
        if (!tokens.Reading.TryEnter(sign.Span))
        {
            return ExpressionReader.Missing(tokens);
        }

        var operand = Read(tokens);
        tokens.Reading.Leave();
        var span = sign.Span.To(operand.Span);
        return (sign.Text, operand) switch
        {
            ("+", _) => operand,
            (_, LiteralExpression { Value: long value, Type: not HuntType.Time } literal) => new LiteralExpression(-value, literal.Type, span),
            (_, LiteralExpression { Value: double value }) => new LiteralExpression(-value, HuntType.Fraction, span),
            _ => new ArithmeticExpression('-', new LiteralExpression(0L, HuntType.Whole, sign.Span), operand),
        };
    }
}
