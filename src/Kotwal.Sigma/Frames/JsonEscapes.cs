using System.Buffers.Text;
using System.Text;

namespace Kotwal.Sigma.Frames;

/// <summary>Escapes of JSON strings (RFC 8259, section 7). What is no escape is kept without its backslash; half a surrogate pair becomes U+FFFD.</summary>
internal static class JsonEscapes
{
    private const int HexDigits = 4;

    /// <summary>What a letter behind a backslash means, where it does not mean itself.</summary>
    public static bool TryMean(byte letter, out byte meaning)
    {
        meaning = letter switch
        {
            (byte)'b' => 8,
            (byte)'t' => 9,
            (byte)'n' => 10,
            (byte)'f' => 12,
            (byte)'r' => 13,
            _ => 0,
        };
        return meaning != 0;
    }

    /// <summary>Decodes a text into a buffer of at least its length; gives the number of bytes.</summary>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> decoded)
    {
        var written = 0;
        while (true)
        {
            var plain = text.IndexOf((byte)'\\');
            if (plain < 0 || plain == text.Length - 1)
            {
                text.CopyTo(decoded[written..]);
                return written + text.Length;
            }

            text[..plain].CopyTo(decoded[written..]);
            written += plain;
            var letter = text[plain + 1];
            text = text[(plain + 2)..];
            if (letter == 'u' && TryReadUnit(text, out var unit))
            {
                text = text[HexDigits..];
                written += ReadRune(unit, ref text).EncodeToUtf8(decoded[written..]);
            }
            else
            {
                decoded[written++] = TryMean(letter, out var meaning) ? meaning : letter;
            }
        }
    }

    private static Rune ReadRune(char unit, ref ReadOnlySpan<byte> text)
    {
        if (char.IsHighSurrogate(unit) && text.StartsWith("\\u"u8) && TryReadUnit(text[2..], out var low) && char.IsLowSurrogate(low))
        {
            text = text[(2 + HexDigits)..];
            return new(unit, low);
        }

        return char.IsSurrogate(unit) ? Rune.ReplacementChar : new(unit);
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = '\0';
        if (text.Length < HexDigits || !Utf8Parser.TryParse(text[..HexDigits], out ushort value, out var used, 'x') || used != HexDigits)
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
