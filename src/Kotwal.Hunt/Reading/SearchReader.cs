using System.Collections.Immutable;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Reading;

/// <summary>
/// Reads the search part of a hunt, up to its end or the first <c>|</c> outside quotes. From loosest to tightest: <c>OR</c>,
/// <c>AND</c> (also where nothing stands between two parts), <c>NOT</c> and <c>-</c>. The three words are operators in upper
/// case only. There are no escapes outside quotes, so that Windows paths can be typed as they are.
/// </summary>
internal sealed class SearchReader(TextReading reading)
{
    /// <summary>Most words, phrases and conditions in the search part.</summary>
    public const int MaxTerms = 500;

    private int terms;

    /// <param name="isNested">True in parentheses, where the closing one ends it.</param>
    public Search Read(bool isNested = false)
    {
        var search = ReadOr(field: null);
        if (!IsAtEnd() && !(isNested && reading.Current == ')'))
        {
            reading.Fail(new(reading.Position, 1), "Unexpected ')': nothing is open here.");
        }

        return search;
    }

    private Search ReadOr(string? field)
    {
        var parts = ImmutableArray.CreateBuilder<Search>();
        do
        {
            parts.Add(ReadAnd(field));
        }
        while (TryTakeOperator("OR"));
        return Joined(isAnd: false, parts);
    }

    private Search ReadAnd(string? field)
    {
        var parts = ImmutableArray.CreateBuilder<Search>();
        do
        {
            parts.Add(ReadNot(field));
        }
        while (TryTakeOperator("AND") || (!IsAtEnd() && reading.Current != ')' && !IsOperator("OR")));
        return Joined(isAnd: true, parts);
    }

    private static Search Joined(bool isAnd, ImmutableArray<Search>.Builder parts) =>
        parts.Count == 1 ? parts[0] : new SearchLogic(isAnd, parts.ToImmutable(), parts[0].Span.To(parts[^1].Span));

    private Search ReadNot(string? field)
    {
        var start = reading.Position;
        var isMinus = reading.Current == '-' && !IsBreak(reading.Peek(1));
        if (!isMinus && !TryTakeOperator("NOT"))
        {
            return ReadPart(field);
        }

        reading.Position += isMinus ? 1 : 0;
        if (!reading.TryEnter(new(start, 1)))
        {
            return new SearchAll(new(start, 0));
        }

        reading.SkipSpace();
        var part = ReadNot(field);
        reading.Leave();
        return new SearchNot(part, reading.From(start));
    }

    private Search ReadPart(string? field)
    {
        var start = reading.Position;
        if (++terms > MaxTerms)
        {
            reading.Fail(new(start, 0), $"Too long: at most {MaxTerms} words and conditions in the search part.");
        }

        if (IsAtEnd() || reading.Current == ')' || IsOperator("OR") || IsOperator("AND"))
        {
            reading.Fail(new(start, 0), field is null ? "Expected a word, a \"phrase\" or field:value." : $"Expected a value for '{field}'.");
            return new SearchAll(new(start, 0));
        }

        if (reading.Current == '(')
        {
            return ReadParentheses(field);
        }

        var values = new SearchValueReader(reading);
        return field is null ? ReadTerm(values) : values.Read(field, start);
    }

    private Search ReadTerm(SearchValueReader values)
    {
        var start = reading.Position;
        var length = FieldLength();
        if (length == 0)
        {
            return values.ReadWord();
        }

        var field = reading.Text.Substring(start, length);
        reading.Position += length + 1;
        return reading.Current == '(' ? ReadParentheses(field) : values.Read(field, start);
    }

    // A field's name ends at a colon that something follows, so that "note: text" stays words.
    private int FieldLength()
    {
        var rest = reading.Text.AsSpan(reading.Position);
        var length = rest.IsEmpty || !Lexer.IsNameStart(rest[0]) ? 0 : 1;
        while (length > 0 && length < rest.Length && (Lexer.IsNamePart(rest[length]) || rest[length] is '.' or '-'))
        {
            length++;
        }

        var isField = length > 0 && length + 1 < rest.Length && rest[length] == ':' && rest[length + 1] != ')' && !IsBreak(rest[length + 1]);
        return isField ? length : 0;
    }

    private Search ReadParentheses(string? field)
    {
        var open = new TextSpan(reading.Position, 1);
        if (!reading.TryEnter(open))
        {
            return new SearchAll(open);
        }

        reading.Position++;
        reading.SkipSpace();
        var inner = ReadOr(field);
        reading.Leave();
        if (IsAtEnd() || reading.Current != ')')
        {
            reading.Fail(open, "Expected ')' for this '('.");
            return inner;
        }

        reading.Position++;
        return inner;
    }

    private bool TryTakeOperator(string word)
    {
        reading.SkipSpace();
        if (!IsOperator(word))
        {
            return false;
        }

        reading.Position += word.Length;
        reading.SkipSpace();
        return true;
    }

    private bool IsOperator(string word) =>
        string.CompareOrdinal(reading.Text, reading.Position, word, 0, word.Length) == 0
        && (IsBreak(reading.Peek(word.Length)) || reading.Peek(word.Length) is '(' or ')' or '"');

    private bool IsAtEnd()
    {
        reading.SkipSpace();
        return reading.IsAtEnd || reading.Current == '|';
    }

    private static bool IsBreak(char character) => character is '\0' or '|' || char.IsWhiteSpace(character);
}
