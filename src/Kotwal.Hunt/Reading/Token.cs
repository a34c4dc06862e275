using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Reading;

/// <summary>Kinds of tokens after the first <c>|</c>.</summary>
internal enum TokenKind
{
    End,
    Name,
    QuotedName,
    Text,
    Whole,
    Fraction,
    Duration,
    Symbol,
}

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The name, the text without its quotes and escapes, the symbol; the digits of a number.</param>
/// <param name="Value">The number as long or double; a duration in microseconds.</param>
/// <param name="Span">Where it stands.</param>
internal readonly record struct Token(TokenKind Kind, string Text, object? Value, TextSpan Span)
{
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;

    /// <summary>The token as an error names it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => "a text",
        _ => $"'{(Text.Length > 40 ? Text[..40] + "…" : Text)}'",
    };
}
