using System.Text;

namespace Kotwal.City.Data;

/// <summary>Text as every database takes it.</summary>
public static class StorableText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text with U+FFFD in place of NUL and of halves of surrogate pairs; the same object when it has none.</summary>
    public static string Of(string text)
    {
        if (!text.Contains('\0') && IsWellFormed(text))
        {
            return text;
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', Replacement);
    }

    private static bool IsWellFormed(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
            {
                continue;
            }

            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            at++;
        }

        return true;
    }
}
