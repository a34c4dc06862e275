using System.Buffers;
using System.Globalization;
using System.Text;

namespace Kotwal.Inventory.Formats.Xlsx;

/// <summary>Characters that XML cannot hold stand as <c>_x000D_</c> in a workbook (ISO/IEC 29500-1, section 22.9.2.19, ST_Xstring).</summary>
internal static class EscapedText
{
    private const int Characters = 7;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    public static string Read(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (IsEscape(text, at))
            {
                plain.Append((char)ushort.Parse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += Characters - 1;
            }
            else
            {
                plain.Append(text[at]);
            }
        }

        return plain.ToString();
    }

    public static string Write(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (IsEscape(text, at) || !IsOfXml(text, at))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)text[at]:X4}_");
            }
            else
            {
                escaped.Append(text[at]);
            }
        }

        return escaped.ToString();
    }

    private static bool IsEscape(string text, int at) =>
        at + Characters <= text.Length && text[at] == '_' && text[at + 1] == 'x' && text[at + Characters - 1] == '_'
        && text.AsSpan(at + 2, 4).IndexOfAnyExcept(Digits) < 0;

    private static bool IsOfXml(string text, int at) =>
        char.IsSurrogate(text[at]) ? IsPair(text, at) : text[at] is '\n' or '\t' or (>= ' ' and < '\uFFFE');

    private static bool IsPair(string text, int at) =>
        char.IsHighSurrogate(text[at]) ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) : at > 0 && char.IsHighSurrogate(text[at - 1]);
}
