using System.Globalization;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Reading;

/// <summary>Cuts the next token off a text, as the Kusto-style part of a hunt writes them.</summary>
internal static class Lexer
{
    // Longer symbols first, so that the longest wins.
    private static readonly string[] Symbols =
        ["==", "!=", "=~", "!~", "<=", ">=", "..", ".*", "|", "(", ")", ",", "=", "<", ">", "+", "-", "*", "/", "%", "!", ";", ":", "[", "]", "{", "}", "."];

    public static Token Next(TextReading reading)
    {
        SkipSpaceAndComments(reading);
        var start = reading.Position;
        if (reading.IsAtEnd)
        {
            return new Token(TokenKind.End, "", null, new TextSpan(reading.Text.Length, 0));
        }

        var first = reading.Current;
        return first switch
        {
            '"' or '\'' => QuotedText.ReadEscaped(reading),
            '@' when reading.Peek(1) is '"' or '\'' => QuotedText.ReadVerbatim(reading),
            '[' when reading.Peek(1) is '"' or '\'' => ReadQuotedName(reading),
            _ when char.IsAsciiDigit(first) => ReadNumber(reading),
            '$' when SideLength(reading) is > 0 and var side => ReadSide(reading, side),
            _ when IsNameStart(first) => ReadName(reading, start),
            _ => ReadSymbol(reading, start),
        };
    }

    public static bool IsNameStart(char character) => char.IsLetter(character) || character is '_' or '@';

    public static bool IsNamePart(char character) => char.IsLetterOrDigit(character) || character is '_' or '@';

    /// <summary>Length of the dotted name that starts at the place; zero when none does.</summary>
    public static int NameLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !IsNameStart(text[0]))
        {
            return 0;
        }

        var length = 1;
        while (length < text.Length
            && (IsNamePart(text[length]) || (text[length] == '.' && length + 1 < text.Length && IsNamePart(text[length + 1]))))
        {
            length++;
        }

        return length;
    }

    private static void SkipSpaceAndComments(TextReading reading)
    {
        reading.SkipSpace();
        while (reading.Current == '/' && reading.Peek(1) == '/')
        {
            var line = reading.Text.IndexOf('\n', reading.Position);
            reading.Position = line < 0 ? reading.Text.Length : line + 1;
            reading.SkipSpace();
        }
    }

    private static Token ReadName(TextReading reading, int start)
    {
        reading.Position += NameLength(reading.Text.AsSpan(start));
        if (reading.Current == '~' && reading.Position - start == 2 && reading.Text[start..reading.Position] == "in")
        {
            reading.Position++;
        }

        return new Token(TokenKind.Name, reading.Text[start..reading.Position], null, reading.From(start));
    }

    // $left and $right, the sides of a join, start names there.
    private static int SideLength(TextReading reading)
    {
        var text = reading.Text.AsSpan(reading.Position + 1);
        return text.StartsWith("left.") || text.StartsWith("right.") ? NameLength(text) : 0;
    }

    private static Token ReadSide(TextReading reading, int length)
    {
        var start = reading.Position;
        reading.Position += 1 + length;
        return new Token(TokenKind.Name, reading.Text[start..reading.Position], null, reading.From(start));
    }

    private static Token ReadQuotedName(TextReading reading)
    {
        var start = reading.Position++;
        var name = QuotedText.ReadEscaped(reading);
        reading.SkipSpace();
        if (reading.Error is null && reading.Current != ']')
        {
            reading.Fail(reading.From(start), "Expected ']' after a name in quotes.");
        }

        reading.Position = Math.Min(reading.Position + 1, reading.Text.Length);
        return name with { Kind = TokenKind.QuotedName, Span = reading.From(start) };
    }

    private static Token ReadNumber(TextReading reading)
    {
        var start = reading.Position;
        if (reading.Current == '0' && reading.Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(reading.Peek(2)))
        {
            return ReadHexadecimal(reading, start);
        }

        SkipDigits(reading);
        var isFraction = reading.Current == '.' && char.IsAsciiDigit(reading.Peek(1));
        if (isFraction)
        {
            reading.Position++;
            SkipDigits(reading);
        }

        var sign = reading.Peek(1) is '+' or '-' ? 2 : 1;
        if (reading.Current is 'e' or 'E' && char.IsAsciiDigit(reading.Peek(sign)))
        {
            isFraction = true;
            reading.Position += sign;
            SkipDigits(reading);
        }

        var digits = reading.Text[start..reading.Position];
        if (isFraction && reading.Current == '.' && char.IsAsciiDigit(reading.Peek(1)))
        {
            reading.Fail(reading.From(start), "Expected a number; write an address or a version in quotes.");
        }

        if (IsNamePart(reading.Current))
        {
            return ReadDuration(reading, start, digits);
        }

        return isFraction || !long.TryParse(digits, CultureInfo.InvariantCulture, out var whole)
            ? new Token(TokenKind.Fraction, digits, double.Parse(digits, CultureInfo.InvariantCulture), reading.From(start))
            : new Token(TokenKind.Whole, digits, whole, reading.From(start));
    }

    private static Token ReadHexadecimal(TextReading reading, int start)
    {
        reading.Position += 2;
        while (char.IsAsciiHexDigit(reading.Current))
        {
            reading.Position++;
        }

        var digits = reading.Text[(start + 2)..reading.Position];
        if (!long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var whole) || whole < 0)
        {
            reading.Fail(reading.From(start), "Expected a whole number of at most 64 bits.");
        }

        return new Token(TokenKind.Whole, digits, whole, reading.From(start));
    }

    private static Token ReadDuration(TextReading reading, int start, string digits)
    {
        var unitStart = reading.Position;
        while (IsNamePart(reading.Current))
        {
            reading.Position++;
        }

        if (!DurationUnits.TryRead(digits, reading.Text[unitStart..reading.Position], out var microseconds))
        {
            reading.Fail(reading.From(start), $"Expected a number, or a duration such as {DurationUnits.Shown}.");
        }

        return new Token(TokenKind.Duration, digits, microseconds, reading.From(start));
    }

    private static void SkipDigits(TextReading reading)
    {
        while (char.IsAsciiDigit(reading.Current))
        {
            reading.Position++;
        }
    }

    private static Token ReadSymbol(TextReading reading, int start)
    {
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(reading.Text, start, symbol, 0, symbol.Length) == 0)
            {
                reading.Position += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, null, reading.From(start));
            }
        }

        reading.Fail(new TextSpan(start, 1), $"Unexpected character '{reading.Current}'.");
        return new Token(TokenKind.End, "", null, reading.From(reading.Position));
    }
}
