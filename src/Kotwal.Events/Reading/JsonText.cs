using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kotwal.Events.Reading;

/// <summary>The text of JSON (RFC 8259): escapes, the blank around a document, and what is wrong with a broken one.</summary>
internal static class JsonText
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static readonly SearchValues<byte> Blank = SearchValues.Create(" \t\r\n\0"u8);

    /// <summary>The part without a byte order mark, and without blanks and NULs around it.</summary>
    public static (int Start, int Length) Trim(ReadOnlySpan<byte> payload)
    {
        var start = payload.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var first = payload[start..].IndexOfAnyExcept(Blank);
        return first < 0 ? (start, 0) : (start + first, payload.LastIndexOfAnyExcept(Blank) + 1 - start - first);
    }

    /// <summary>Undoes the escapes of a string that a reader has found well-formed. A lone surrogate becomes U+FFFD.</summary>
    /// <param name="text">What stands between the quotes.</param>
    /// <param name="destination">At least as long as the text: no escape is shorter than what it means.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var plain = text.IndexOf((byte)'\\');
            if (plain < 0 || plain + 1 >= text.Length)
            {
                text.CopyTo(destination[written..]);
                return written + text.Length;
            }

            text[..plain].CopyTo(destination[written..]);
            written += plain;
            var code = text[plain + 1];
            text = text[(plain + 2)..];
            if (code == (byte)'u')
            {
                written += ReadRune(ref text).EncodeToUtf8(destination[written..]);
            }
            else
            {
                destination[written++] = Meaning(code);
            }
        }
    }

    /// <summary>Says at which byte of a record JSON stopped being JSON.</summary>
    public static ReadError Describe(JsonException error, ReadOnlySpan<byte> json, int start)
    {
        var offset = 0L;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
        {
            offset += json[(int)offset..].IndexOf((byte)'\n') + 1;
        }

        offset += error.BytePositionInLine ?? 0;

        // The runtime's sentence ends with a line and a position within it; the byte is told once, by us.
        var reason = error.Message.AsSpan();
        var tail = reason.IndexOf(" LineNumber:");
        reason = (tail < 0 ? reason : reason[..tail]).TrimEnd(". ");
        return new(start + offset, string.Create(CultureInfo.InvariantCulture, $"well-formed JSON ({reason})"));
    }

    private static byte Meaning(byte code) => code switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'t' => (byte)'\t',
        (byte)'r' => (byte)'\r',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => code,
    };

    // A \uD800 takes part in a pair only when a \uDC00 follows at once.
    private static Rune ReadRune(ref ReadOnlySpan<byte> text)
    {
        var first = ReadUnit(text);
        text = text[Math.Min(4, text.Length)..];
        if (Rune.TryCreate(first, out var rune))
        {
            return rune;
        }

        if (text.Length >= 6 && text[0] == (byte)'\\' && text[1] == (byte)'u'
            && Rune.TryCreate(first, ReadUnit(text[2..]), out var pair))
        {
            text = text[6..];
            return pair;
        }

        return Rune.ReplacementChar;
    }

    private static char ReadUnit(ReadOnlySpan<byte> text) =>
        text.Length >= 4 && ushort.TryParse(text[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : '\uFFFD';
}
