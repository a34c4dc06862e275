using System.Collections.Immutable;
using Kotwal.Hunt.Functions;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Reading;

/// <summary>
/// Reads expressions. From loosest to tightest: <c>or</c>, <c>and</c>, <c>not</c>, comparisons, <c>+ -</c>, <c>* / %</c>, sign.
/// </summary>
internal static class ExpressionReader
{
    /// <summary>Most nodes on one way down; bounds every later walk over the tree.</summary>
    public const int MaxDepth = 200;

    // Names that may follow an expression without being a mistyped operator.
    private static readonly string[] Followers = ["and", "or", "by", "asc", "desc", "nulls", "on", "with", "to", "from", "step", "default", "limit"];

    public static Expression Read(TokenReader tokens)
    {
        if (!tokens.Reading.TryEnter(tokens.Current.Span))
        {
            return Missing(tokens);
        }

        var expression = ReadLogic(tokens, isAnd: false);
        tokens.Reading.Leave();
        if (expression.Depth > MaxDepth)
        {
            tokens.Fail(expression.Span, $"Too long: at most {MaxDepth} operations in one another.");
        }

        return expression;
    }

    /// <summary>Reads expressions parted by commas; at least one.</summary>
    public static ImmutableArray<Expression> ReadList(TokenReader tokens)
    {
        var list = ImmutableArray.CreateBuilder<Expression>();
        do
        {
            list.Add(Read(tokens));
        }
        while (tokens.TryTakeSymbol(","));
        return list.ToImmutable();
    }

    private static Expression ReadLogic(TokenReader tokens, bool isAnd)
    {
        var operands = ImmutableArray.CreateBuilder<Expression>();
        do
        {
            operands.Add(isAnd ? ReadNot(tokens) : ReadLogic(tokens, isAnd: true));
        }
        while (tokens.TryTakeWord(isAnd ? "and" : "or"));
        return operands.Count == 1
            ? operands[0]
            : new LogicExpression(isAnd, operands.ToImmutable(), operands[0].Span.To(operands[^1].Span));
    }

    private static Expression ReadNot(TokenReader tokens)
    {
        if (!tokens.Current.IsWord("not") || !tokens.Reading.TryEnter(tokens.Current.Span))
        {
            return ReadComparison(tokens);
        }

        var start = tokens.Take().Span;
        var operand = ReadNot(tokens);
        tokens.Reading.Leave();
        return new NotExpression(operand, start.To(operand.Span));
    }

    private static Expression ReadComparison(TokenReader tokens)
    {
        var left = ReadSum(tokens);
        var sign = tokens.Current;
        var (name, isNegated) = TakeOperator(tokens);
        if (name is null)
        {
            return left;
        }

        var span = sign.Span.To(tokens.Last);
        var comparison = ComparisonTable.Find(name);
        if (comparison is null || (isNegated && !comparison.CanNegate))
        {
            tokens.Fail(span, $"Unknown operator '{name}'{NearestName.Hint((isNegated ? "!" : "") + name, ComparisonTable.Names)}");
            return left;
        }

        var right = comparison.Operands switch
        {
            OperandForm.List => ReadParenthesised(tokens),
            OperandForm.Range => ReadRange(tokens),
            _ => [ReadSum(tokens)],
        };
        return new ComparisonExpression(name, isNegated, span, left, right, left.Span.To(tokens.Last));
    }

    // The operator's name without its negation; null where no operator stands.
    private static (string? Name, bool IsNegated) TakeOperator(TokenReader tokens)
    {
        var token = tokens.Current;
        if (token.Kind == TokenKind.Symbol)
        {
            switch (token.Text)
            {
                case "==" or "=~" or "<" or "<=" or ">" or ">=":
                    return (tokens.Take().Text, false);
                case "!=" or "!~":
                    tokens.Take();
                    return (token.Text == "!=" ? "==" : "=~", true);
                case "!":
                    tokens.Take();
                    return (TakeOperatorName(tokens), true);
            }
        }

        return token.Kind == TokenKind.Name && !Followers.Contains(token.Text) ? (TakeOperatorName(tokens), false) : (null, false);
    }

    private static string TakeOperatorName(TokenReader tokens)
    {
        if (tokens.Current.Kind != TokenKind.Name)
        {
            tokens.FailExpected("an operator");
        }

        var name = tokens.Take().Text;
        return name == "matches" && tokens.TryTakeWord("regex") ? "matches regex" : name;
    }

    private static ImmutableArray<Expression> ReadParenthesised(TokenReader tokens)
    {
        var open = tokens.Current.Span;
        var text = tokens.Reading.Text;
        tokens.ExpectSymbol("(");
        if (IsQuery(text, open))
        {
            return [ReadQuery(tokens, open)];
        }

        var list = ReadList(tokens);
        tokens.ExpectSymbol(")");
        return list;
    }

    /// <summary>True where the parenthesis holds a query.</summary>
    public static bool IsQuery(string text, TextSpan open) =>
        open.End <= text.Length && Brackets.HoldsOuterPipe(text, open.End, Brackets.Closing(text, open.Start));

    /// <summary>Reads a query and the parenthesis that closes it; the opening one has been taken.</summary>
    public static QueryExpression ReadQuery(TokenReader tokens, TextSpan open)
    {
        var query = tokens.Reading.ReadQuery(tokens);
        tokens.ExpectSymbol(")");
        return new QueryExpression(query, open.To(tokens.Last));
    }

    private static ImmutableArray<Expression> ReadRange(TokenReader tokens)
    {
        tokens.ExpectSymbol("(");
        var low = ReadSum(tokens);
        tokens.ExpectSymbol("..");
        var high = ReadSum(tokens);
        tokens.ExpectSymbol(")");
        return [low, high];
    }

    private static Expression ReadSum(TokenReader tokens)
    {
        var left = ReadProduct(tokens);
        while (tokens.Current.IsSymbol("+") || tokens.Current.IsSymbol("-"))
        {
            var symbol = tokens.Take().Text[0];
            left = Joined(tokens, symbol, left, ReadProduct(tokens));
        }

        return left;
    }

    private static Expression ReadProduct(TokenReader tokens)
    {
        var left = PrimaryReader.Read(tokens);
        while (tokens.Current.IsSymbol("*") || tokens.Current.IsSymbol("/") || tokens.Current.IsSymbol("%"))
        {
            var symbol = tokens.Take().Text[0];
            left = Joined(tokens, symbol, left, PrimaryReader.Read(tokens));
        }

        return left;
    }

    private static Expression Joined(TokenReader tokens, char symbol, Expression left, Expression right)
    {
        var joined = new ArithmeticExpression(symbol, left, right);
        if (joined.Depth > MaxDepth)
        {
            tokens.Fail(joined.Span, $"Too long: at most {MaxDepth} operations in one another.");
            return right;
        }

        return joined;
    }

    /// <summary>Stands for what an error left out.</summary>
    public static Expression Missing(TokenReader tokens) => new LiteralExpression("", HuntType.Keyword, tokens.Current.Span);
}
