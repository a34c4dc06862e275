using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Reading;

/// <summary>
/// A text being read: the place, the first error, and the bounds on depth and size. After an error the place is at the end, so
/// that every loop over the text ends by itself.
/// </summary>
internal sealed class TextReading(string text)
{
    /// <summary>Deepest nesting of parentheses, calls and signs.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most words, values and operands in one hunt.</summary>
    public const int MaxParts = 5_000;

    private int depth;
    private int parts;

    public string Text { get; } = text;

    /// <summary>What the hunt has named so far.</summary>
    public Dictionary<string, Let> Lets { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a query that stands within an expression, up to what closes it.</summary>
    public required Func<TokenReader, Tabular> ReadQuery { get; init; }

    public int Position { get; set; }

    public HuntError? Error { get; private set; }

    public bool IsAtEnd => Position >= Text.Length;

    public char Current => Position < Text.Length ? Text[Position] : '\0';

    public char Peek(int ahead) => Position + ahead < Text.Length ? Text[Position + ahead] : '\0';

    public TextSpan From(int start) => new(start, Position - start);

    /// <summary>Notes what was expected here. Only the first error counts.</summary>
    public void Fail(TextSpan span, string message)
    {
        Error ??= HuntError.In(Text, span.Start, span.Length, message);
        Position = Text.Length;
    }

    /// <summary>Goes one level deeper. False, with the error noted, when that is too deep; otherwise <see cref="Leave"/> follows.</summary>
    public bool TryEnter(TextSpan span)
    {
        if (depth >= MaxDepth)
        {
            Fail(span, $"Nested too deep: at most {MaxDepth} levels.");
            return false;
        }

        depth++;
        return true;
    }

    public void Leave() => depth--;

    /// <summary>Counts one part of the hunt and fails when there are too many.</summary>
    public void CountPart(TextSpan span)
    {
        if (++parts > MaxParts)
        {
            Fail(span, $"Too long: at most {MaxParts} words, values and operands in one hunt.");
        }
    }

    public void SkipSpace()
    {
        while (!IsAtEnd && char.IsWhiteSpace(Current))
        {
            Position++;
        }
    }
}
