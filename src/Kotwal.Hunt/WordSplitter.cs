namespace Kotwal.Hunt;

/// <summary>
/// Splits text into the words that hunts find: maximal runs of ASCII letters, ASCII digits, <c>_</c> and every character outside
/// ASCII. The rule needs no Unicode table, so that a store can apply it to UTF-8 bytes (each byte of 0x80 and above belongs to a
/// word) and every engine agrees with it. Words are compared in lower case.
/// </summary>
public static class WordSplitter
{
    /// <summary>True for a character that belongs to a word.</summary>
    public static bool IsWordCharacter(char character) =>
        character >= 0x80 || char.IsAsciiLetterOrDigit(character) || character == '_';

    /// <summary>True for a byte of UTF-8 that belongs to a word.</summary>
    public static bool IsWordByte(byte value) =>
        value >= 0x80 || char.IsAsciiLetterOrDigit((char)value) || value == (byte)'_';

    /// <summary>The words of a text in their order, in lower case, with repetitions.</summary>
    public static IEnumerable<string> Split(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && IsWordCharacter(text[end]))
            {
                end++;
            }

            if (end > start)
            {
                yield return Lower(text[start..end]);
                start = end;
            }
        }
    }

    /// <summary>The text in lower case, as hunts compare it: the engine takes the dotted capital I for an i.</summary>
    public static string Lower(string text) => text.ToLowerInvariant().Replace('\u0130', 'i');
}
