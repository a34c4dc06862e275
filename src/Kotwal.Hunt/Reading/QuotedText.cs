using System.Globalization;
using System.Text;

namespace Kotwal.Hunt.Reading;

/// <summary>Texts in quotes, as the Kusto-style part of a hunt writes them.</summary>
internal static class QuotedText
{
    private const string Unclosed = "Expected the closing quote of a text.";

    /// <summary>Reads <c>'…'</c> or <c>"…"</c> with the escapes <c>\\ \' \" \n \r \t \0 \uXXXX</c>.</summary>
    public static Token ReadEscaped(TextReading reading)
    {
        var start = reading.Position;
        var quote = reading.Current;
        var text = new StringBuilder();
        reading.Position++;
        while (!reading.IsAtEnd && reading.Current != quote)
        {
            if (reading.Current == '\\')
            {
                ReadEscape(reading, text);
                continue;
            }

            text.Append(reading.Current);
            reading.Position++;
        }

        return Close(reading, start, text);
    }

    /// <summary>Reads <c>@"…"</c> or <c>@'…'</c>: no escapes but a doubled quote.</summary>
    public static Token ReadVerbatim(TextReading reading)
    {
        var start = reading.Position++;
        var quote = reading.Current;
        var text = new StringBuilder();
        reading.Position++;
        while (!reading.IsAtEnd && (reading.Current != quote || reading.Peek(1) == quote))
        {
            text.Append(reading.Current);
            reading.Position += reading.Current == quote ? 2 : 1;
        }

        return Close(reading, start, text);
    }

    private static void ReadEscape(TextReading reading, StringBuilder text)
    {
        var start = reading.Position;
        reading.Position += 2;
        switch (reading.Position <= reading.Text.Length ? reading.Text[start + 1] : '\0')
        {
            case '\\': text.Append('\\'); break;
            case '\'': text.Append('\''); break;
            case '"': text.Append('"'); break;
            case 'n': text.Append('\n'); break;
            case 'r': text.Append('\r'); break;
            case 't': text.Append('\t'); break;
            case '0': text.Append('\0'); break;
            case 'u' when TryReadUnit(reading, out var unit): text.Append(unit); break;
            default:
                reading.Fail(new(start, 2), "Unknown escape; write '\\\\' for a backslash, or the text as @\"…\".");
                break;
        }
    }

    private static bool TryReadUnit(TextReading reading, out char unit)
    {
        var end = Math.Min(reading.Position + 4, reading.Text.Length);
        var digits = reading.Text.AsSpan(reading.Position, Math.Max(0, end - reading.Position));
        var isRead = ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        unit = (char)value;
        reading.Position = Math.Max(end, reading.Position);
        return isRead && digits.Length == 4;
    }

    private static Token Close(TextReading reading, int start, StringBuilder text)
    {
        if (reading.IsAtEnd)
        {
            reading.Fail(new(start, reading.Text.Length - start), Unclosed);
            return new Token(TokenKind.End, "", null, new(reading.Text.Length, 0));
        }

        reading.Position++;
        return new Token(TokenKind.Text, text.ToString(), null, reading.From(start));
    }
}
