using System.Text;

namespace Kotwal.Inventory.Identifiers;

/// <summary>Serial numbers as <c>maker/number</c> in lower case, so that two makers' numbers are not mixed up.</summary>
internal static class SerialMark
{
    // What makers leave in the firmware and people in a form when there is no number.
    private static readonly HashSet<string> Placeholders = new(StringComparer.Ordinal)
    {
        "n/a", "na", "nil", "none", "null", "unknown", "undefined", "default", "defaultstring", "notavailable", "notapplicable",
        "notspecified", "tobefilledbyo.e.m.", "tobefilledbyoem", "systemserialnumber", "serialnumber", "chassisserialnumber",
        "invalid", "test", "123456789", "1234567890", "0123456789", "empty",
    };

    private static readonly string[] CompanyForms =
        ["inc", "incorporated", "ltd", "limited", "pvt", "private", "corp", "corporation", "co", "company", "gmbh", "ag", "llc", "plc", "sa", "ab"];

    /// <param name="text">The number; <c>maker/number</c> when the maker is null.</param>
    /// <param name="maker">The maker's name as somebody wrote it, or null when it is not known apart.</param>
    /// <param name="reason">Why it is none, or empty.</param>
    public static string? Read(string text, string? maker, out string reason)
    {
        var slash = maker is null ? text.IndexOf('/', StringComparison.Ordinal) : -1;
        var isPlaceholder = Placeholders.Contains(Bare(text));
        var (made, number) = slash > 0 && !isPlaceholder ? (text[..slash], text[(slash + 1)..]) : (maker ?? "", text);
        var bare = Bare(number).Replace('/', '-');
        if (bare.Length == 0 || isPlaceholder || Placeholders.Contains(bare) || Placeholders.Contains(Bare(number)) || bare.All(character => character is '0' or 'x' or '-' or '.' or '*' or '?'))
        {
            return CanonicalIdentifier.Refuse("stands for no serial number", out reason);
        }

        var name = Maker(made);
        return CanonicalIdentifier.Accept(name.Length == 0 ? bare : $"{name}/{bare}", out reason);
    }

    /// <summary>The maker's name as marks have it: <c>Cisco Systems, Inc.</c> is <c>cisco-systems</c>.</summary>
    public static string Maker(string name)
    {
        var words = new StringBuilder(name.Length);
        foreach (var character in name.ToLowerInvariant())
        {
            words.Append(char.IsLetterOrDigit(character) || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark ? character : ' ');
        }

        var parts = words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (parts.Count > 1 && CompanyForms.Contains(parts[^1], StringComparer.Ordinal))
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('-', parts);
    }

    private static string Bare(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character))).ToLowerInvariant();
}
