using System.Text;

namespace Kotwal.Inventory.Reading;

/// <summary>Text of strangers, made fit to be kept: trimmed, without control characters and halves of characters.</summary>
internal static class CleanText
{
    private const int ShownCharacters = 60;

    /// <summary>A value: line ends are <c>\n</c>, tabs stay.</summary>
    public static string Value(string text)
    {
        var trimmed = text.Trim();
        return trimmed.AsSpan().ContainsAnyInRange('\0', '\x1F') || trimmed.AsSpan().ContainsAnyInRange('\x7F', '\x9F') || HasUnusual(trimmed)
            ? Clean(trimmed.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')).Trim()
            : trimmed;
    }

    /// <summary>An id or a name in one line: every run of white space is one blank.</summary>
    public static string OneLine(string text)
    {
        var value = Value(text);
        return value.AsSpan().IndexOfAny("\n\t\u00A0") < 0 && !value.Contains("  ", StringComparison.Ordinal)
            ? value
            : string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A name of an attribute: no white space, and no equals sign, which parts it from its value in tables.</summary>
    public static string Name(string text)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character) || character is '=' || char.IsSurrogate(character))
            {
                return string.Concat(text.Select(each => char.IsWhiteSpace(each) || char.IsControl(each) || each is '=' || char.IsSurrogate(each) ? '_' : each));
            }
        }

        return text;
    }

    /// <summary>The beginning of a text, for a message.</summary>
    public static string Shorten(string text)
    {
        var shown = OneLine(text.Length > 4 * ShownCharacters ? text[..(4 * ShownCharacters)] : text);
        return shown.Length <= ShownCharacters ? shown : string.Concat(shown.AsSpan(0, ShownCharacters).TrimEnd('\uD83D'), "…");
    }

    private static bool HasUnusual(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.AsSpan().ContainsAny('\uFFFE', '\uFFFF');

    private static string Clean(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Halves of characters come as U+FFFD from the enumeration.
            var keep = rune.Value is '\n' or '\t' || !(Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF);
            cleaned.Append(keep ? rune.ToString() : " ");
        }

        return cleaned.ToString();
    }
}
