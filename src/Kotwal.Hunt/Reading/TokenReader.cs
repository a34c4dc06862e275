using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Reading;

/// <summary>Reads tokens one by one, from where the text stands; the rule of what comes next is the caller's.</summary>
internal sealed class TokenReader
{
    public TokenReader(TextReading reading)
    {
        Reading = reading;
        Current = Lexer.Next(reading);
    }

    public TextReading Reading { get; }

    /// <summary>The token that has not been taken yet; the end after an error.</summary>
    public Token Current { get; private set; }

    /// <summary>Where the last taken token stands.</summary>
    public TextSpan Last { get; private set; }

    public bool IsAtEnd => Current.Kind == TokenKind.End;

    /// <summary>True where an operator's operands end; which of these ends the query is the caller's matter.</summary>
    public bool IsAtEndOfStage => IsAtEnd || (Current.Kind == TokenKind.Symbol && Current.Text is "|" or ")" or ";" or "}");

    public Token Take()
    {
        var taken = Current;
        Last = taken.Span;
        Current = Lexer.Next(Reading);
        return taken;
    }

    public bool TryTakeSymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol))
        {
            return false;
        }

        Take();
        return true;
    }

    public bool TryTakeWord(string word)
    {
        if (!Current.IsWord(word))
        {
            return false;
        }

        Take();
        return true;
    }

    public void ExpectSymbol(string symbol)
    {
        if (!TryTakeSymbol(symbol))
        {
            FailExpected($"'{symbol}'");
        }
    }

    public void ExpectWord(string word)
    {
        if (!TryTakeWord(word))
        {
            FailExpected($"'{word}'");
        }
    }

    /// <summary>Takes the name of a column or of a field.</summary>
    public NameExpression ExpectName(string what)
    {
        if (Current.Kind is not (TokenKind.Name or TokenKind.QuotedName))
        {
            FailExpected(what);
        }

        var token = Take();
        return new NameExpression(token.Text, token.Span);
    }

    /// <summary>Takes the name of an operator, which may hold hyphens; empty when no name stands here.</summary>
    public Token ExpectOperatorName()
    {
        if (Current.Kind != TokenKind.Name)
        {
            return Current with { Text = "" };
        }

        var name = Take();
        while (Current.IsSymbol("-") && Current.Span.Start == Last.End)
        {
            Take();
            name = name with { Text = name.Text + "-" + Current.Text, Span = name.Span.To(Current.Span) };
            Take();
        }

        return name;
    }

    /// <summary>Takes a whole number that is not negative.</summary>
    public long ExpectCount(string what)
    {
        if (Current.Kind != TokenKind.Whole)
        {
            FailExpected(what);
        }

        return Take().Value as long? ?? 0;
    }

    /// <summary>Takes everything up to a closing parenthesis as it stands; the opening one is the current token.</summary>
    public Token TakeRawInParentheses()
    {
        var start = Current.Span.End;
        var end = Current.IsSymbol("(") ? Brackets.Closing(Reading.Text, Current.Span.Start) : Reading.Text.Length;
        if (end == Reading.Text.Length)
        {
            FailExpected("'(' and ')'");
            return Current;
        }

        Reading.Position = end + 1;
        Current = Lexer.Next(Reading);
        Last = new TextSpan(end, 1);
        return new Token(TokenKind.Text, Reading.Text[start..end].Trim(), null, new TextSpan(start, end - start));
    }

    /// <summary>Goes behind the parenthesis that closes the current one.</summary>
    public void SkipParentheses() => TakeRawInParentheses();

    /// <summary>Reads from a place by another rule, and goes on with tokens behind it.</summary>
    public T ReadFrom<T>(int position, Func<TextReading, T> read)
    {
        if (Reading.Error is null)
        {
            Reading.Position = position;
        }

        var result = read(Reading);
        Last = Reading.From(Math.Min(position, Reading.Position));
        Current = Lexer.Next(Reading);
        return result;
    }

    public void FailExpected(string what) => Fail(Current.Span, $"Expected {what}, found {Current.Shown}.");

    public void Fail(TextSpan span, string message)
    {
        Reading.Fail(span, message);
        Current = Lexer.Next(Reading);
    }
}
