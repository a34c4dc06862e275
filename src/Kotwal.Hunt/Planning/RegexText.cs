using System.Globalization;

namespace Kotwal.Hunt.Planning;

/// <summary>Parts of regular expressions (RE2) that mean the same words as <see cref="WordSplitter"/>.</summary>
internal static class RegexText
{
    public const string WordStart = @"(?:^|[^0-9A-Za-z_\x{80}-\x{10FFFF}])";

    public const string WordEnd = @"(?:$|[^0-9A-Za-z_\x{80}-\x{10FFFF}])";

    /// <summary>The text as a regular expression that fits only itself.</summary>
    public static string Escape(string text) => string.Concat(text.Select(Escape));

    /// <inheritdoc cref="Escape(string)"/>
    public static string Escape(char character) => character switch
    {
        _ when WordSplitter.IsWordCharacter(character) => character.ToString(),
        < ' ' or '\x7f' => string.Create(CultureInfo.InvariantCulture, $"\\x{{{(int)character:X2}}}"),
        _ => "\\" + character,
    };
}
