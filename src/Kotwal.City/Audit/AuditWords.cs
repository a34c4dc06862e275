namespace Kotwal.City.Audit;

/// <summary>How the API and files spell the trail's words: small letters, parted by underscores.</summary>
internal static class AuditWords
{
    internal static string Of<T>(T word)
        where T : struct, Enum =>
        string.Concat(word.ToString().Select((letter, at) => char.IsAsciiLetterUpper(letter) && at > 0 ? $"_{letter}" : $"{letter}")).ToLowerInvariant();

    internal static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Of));

    /// <summary>Reads a word; numbers are none.</summary>
    internal static bool TryRead<T>(string text, out T word)
        where T : struct, Enum
    {
        word = default;
        return text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out word) && Enum.IsDefined(word);
    }
}
