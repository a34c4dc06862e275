using System.Buffers.Text;

namespace Kotwal.Events.Json;

/// <summary>The grammar of JSON's numbers (RFC 8259, section 6).</summary>
internal static class JsonNumber
{
    /// <summary>True for a whole number of 64 bits that JSON can hold as it is.</summary>
    public static bool IsLong(ReadOnlySpan<byte> text) =>
        IsNumber(text) && Utf8Parser.TryParse(text, out long _, out var used) && used == text.Length;

    /// <summary>True for any number, however large.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        text = text.StartsWith("-"u8) ? text[1..] : text;
        var whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == (byte)'0'))
        {
            return false;
        }

        text = text[whole..];
        if (text.StartsWith("."u8))
        {
            var fraction = Digits(text[1..]);
            if (fraction == 0)
            {
                return false;
            }

            text = text[(1 + fraction)..];
        }

        return text.IsEmpty || IsExponent(text);
    }

    private static bool IsExponent(ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        text = text[1..];
        text = text.Length > 0 && text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        return text.Length > 0 && Digits(text) == text.Length;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }
}
