using System.Text;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Reading;

/// <summary>Reads the single terms of the search part: words, phrases, and the values behind <c>field:</c>.</summary>
internal sealed class SearchValueReader(TextReading reading)
{
    /// <summary>Reads a word or a phrase in quotes.</summary>
    public Search ReadWord()
    {
        var start = reading.Position;
        if (IsQuote())
        {
            var phrase = ReadQuoted();
            return new SearchPhrase(phrase, reading.From(start));
        }

        var word = ReadBare();
        return word switch
        {
            "*" => new SearchAll(reading.From(start)),
            _ when HasWildcard(word) => new SearchPattern(word, reading.From(start)),
            _ => new SearchPhrase(word, reading.From(start)),
        };
    }

    /// <summary>Reads what stands behind the colon of a field.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="start">Where the field stands.</param>
    public Search Read(string field, int start)
    {
        switch (reading.Current)
        {
            case '[' or '{':
                return ReadRange(field, start);
            case '<' or '>':
                return ReadComparison(field, start);
        }

        var valueStart = reading.Position;
        if (IsQuote())
        {
            var quoted = ReadQuoted();
            return new SearchValue(field, quoted, IsQuoted: true, reading.From(valueStart), reading.From(start));
        }

        var value = ReadBare();
        return value switch
        {
            "*" => new SearchExists(field, reading.From(start)),
            _ when HasWildcard(value) => new SearchValuePattern(field, value, reading.From(start)),
            _ => new SearchValue(field, value, IsQuoted: false, reading.From(valueStart), reading.From(start)),
        };
    }

    private SearchRange ReadComparison(string field, int start)
    {
        var isLow = reading.Current == '>';
        var isIncluded = reading.Peek(1) == '=';
        reading.Position += isIncluded ? 2 : 1;
        var bound = ReadBound(isIncluded, closing: '\0') ?? new SearchBound("", isIncluded, reading.From(reading.Position));
        return new SearchRange(field, isLow ? bound : null, isLow ? null : bound, reading.From(start));
    }

    // [a TO b] takes both ends in, {a TO b} leaves both out; a star leaves an end open.
    private SearchRange ReadRange(string field, int start)
    {
        var isLowIncluded = reading.Current == '[';
        reading.Position++;
        var low = ReadBound(isLowIncluded, closing: ']');
        reading.SkipSpace();
        if (string.CompareOrdinal(reading.Text, reading.Position, "TO", 0, 2) != 0 || !char.IsWhiteSpace(reading.Peek(2)))
        {
            reading.Fail(new(reading.Position, 0), "Expected 'TO' between the ends of a range, as in [5 TO 9].");
        }

        reading.Position = Math.Min(reading.Position + 2, reading.Text.Length);
        var high = ReadBound(isIncluded: true, closing: ']');
        reading.SkipSpace();
        if (reading.Current is not (']' or '}'))
        {
            reading.Fail(new(reading.Position, 0), "Expected ']' or '}' at the end of a range.");
            return new SearchRange(field, low, high, reading.From(start));
        }

        high = high is null ? null : high with { IsIncluded = reading.Current == ']' };
        reading.Position++;
        return new SearchRange(field, low, high, reading.From(start));
    }

    private SearchBound? ReadBound(bool isIncluded, char closing)
    {
        reading.SkipSpace();
        var start = reading.Position;
        var value = IsQuote() ? ReadQuoted() : ReadBare(closing);
        if (value.Length == 0)
        {
            reading.Fail(new(start, 0), "Expected a value to compare with.");
        }

        return closing != '\0' && value == "*" ? null : new SearchBound(value, isIncluded, reading.From(start));
    }

    private bool IsQuote() => reading.Current == '"' || (reading.Current == '@' && reading.Peek(1) == '"');

    // In "…" only \" is an escape, so that Windows paths can be pasted; in @"…" only "" is.
    private string ReadQuoted()
    {
        var start = reading.Position;
        if (reading.Current == '@')
        {
            return QuotedText.ReadVerbatim(reading).Text;
        }

        var text = new StringBuilder();
        reading.Position++;
        while (!reading.IsAtEnd && reading.Current != '"')
        {
            var isEscaped = reading.Current == '\\' && reading.Peek(1) == '"';
            reading.Position += isEscaped ? 1 : 0;
            text.Append(reading.Current);
            reading.Position++;
        }

        if (reading.IsAtEnd)
        {
            reading.Fail(new(start, reading.Text.Length - start), "Expected the closing quote of a phrase.");
            return "";
        }

        reading.Position++;
        return text.ToString();
    }

    private string ReadBare(char closing = '\0')
    {
        var start = reading.Position;
        while (!reading.IsAtEnd && !IsEnd(reading.Current, closing))
        {
            reading.Position++;
        }

        return reading.Text[start..reading.Position];
    }

    private static bool IsEnd(char character, char closing) =>
        character is '(' or ')' or '"' or '|'
        || char.IsWhiteSpace(character)
        || (closing != '\0' && character is ']' or '}');

    private static bool HasWildcard(string word) => word.AsSpan().ContainsAny('*', '?');
}
