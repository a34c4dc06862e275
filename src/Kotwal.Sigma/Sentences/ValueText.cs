using System.Globalization;

namespace Kotwal.Sigma.Sentences;

/// <summary>Shows a value so that it can be told from the words around it.</summary>
internal static class ValueText
{
    private static readonly string[] Words = ["or", "and", "unless", "all", "any", "of", "not", "null", "empty", "present", "absent"];

    public static string Quoted(string text, SigmaSentenceOptions options)
    {
        var shown = Shown(text, options);
        var needsQuotes = text.Length == 0 || text.Any(letter => char.IsWhiteSpace(letter) || letter is ',' or ';' or '"' or '(' or ')')
            || text[0] == '\'' || Words.Contains(text, StringComparer.OrdinalIgnoreCase);
        return !needsQuotes ? shown
            : !text.Contains('"', StringComparison.Ordinal) ? $"\"{shown}\""
            : !text.Contains('\'', StringComparison.Ordinal) ? $"'{shown}'"
            : $"\u201C{shown}\u201D";
    }

    /// <summary>Cut to the longest length that is shown, and with signs in place of what cannot be seen.</summary>
    public static string Shown(string text, SigmaSentenceOptions options)
    {
        var cut = text.Length <= options.MaxValueLength ? text : text[..Math.Max(1, options.MaxValueLength - 1)] + '\u2026';
        return cut.Any(IsUnseen) ? string.Concat(cut.Select(letter => IsUnseen(letter) ? SignFor(letter) : letter.ToString())) : cut;
    }

    private static bool IsUnseen(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string SignFor(char letter) => letter < ' ' ? ((char)(0x2400 + letter)).ToString() : $"\u27E8U+{(int)letter:X4}\u27E9";
}
