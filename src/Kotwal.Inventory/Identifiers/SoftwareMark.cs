using System.Text;

namespace Kotwal.Inventory.Identifiers;

/// <summary>Marks of software: package URLs and CPE names. Their outer form is checked, not whether they exist.</summary>
internal static class SoftwareMark
{
    private const int CpeParts = 11;

    /// <summary>Reads <c>pkg:type/namespace/name@version?qualifiers#subpath</c> (purl specification); scheme and type become lower case.</summary>
    public static string? ReadPackageUrl(string text, out string reason)
    {
        const string Scheme = "pkg:";
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || text.Any(character => char.IsWhiteSpace(character) || character > '~'))
        {
            return CanonicalIdentifier.Refuse("is no package URL", out reason);
        }

        var rest = text[Scheme.Length..].TrimStart('/');
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var type = slash < 0 ? "" : rest[..slash].ToLowerInvariant();
        var name = slash < 0 ? "" : rest[(slash + 1)..].Split('#')[0].Split('?')[0];
        var isWhole = type.Length > 0
            && !char.IsAsciiDigit(type[0])
            && type.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '+')
            && name.Split('@')[0] is var bare && (name.StartsWith('@') || bare.Trim('/').Length > 0) && name.Trim('/', '@').Length > 0;
        return isWhole
            ? CanonicalIdentifier.Accept($"{Scheme}{type}{rest[slash..]}", out reason)
            : CanonicalIdentifier.Refuse("is a package URL without type or name", out reason);
    }

    /// <summary>Reads a CPE 2.3 formatted string, or a CPE 2.2 URI (<c>cpe:/a:vendor:product:version</c>), which becomes one (NISTIR 7695).</summary>
    public static string? ReadCpe(string text, out string reason)
    {
        if (text.Any(char.IsWhiteSpace))
        {
            return CanonicalIdentifier.Refuse("is no CPE name", out reason);
        }

        var lower = text.ToLowerInvariant();
        var parts = lower.StartsWith("cpe:2.3:", StringComparison.Ordinal) ? Split(lower["cpe:2.3:".Length..])
            : lower.StartsWith("cpe:/", StringComparison.Ordinal) ? FromUri(lower["cpe:/".Length..])
            : [];
        if (parts.Count != CpeParts || parts[0] is not ("a" or "o" or "h" or "*" or "-") || parts.Any(part => part.Length == 0 || part.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))) || parts[2] is "*" or "-")
        {
            return CanonicalIdentifier.Refuse("is no CPE name", out reason);
        }

        return CanonicalIdentifier.Accept("cpe:2.3:" + string.Join(':', parts), out reason);
    }

    // A colon after a backslash belongs to the value.
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == ':')
            {
                parts.Add(text[start..at]);
                start = at + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    // part:vendor:product:version:update:edition:language; an edition of five with tildes is not taken apart (NISTIR 7695, 6.1.2).
    private static List<string> FromUri(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 3 or > 7)
        {
            return [];
        }

        var values = parts.Select(part => part.Length == 0 ? "*" : Quote(Uri.UnescapeDataString(part))).ToList();
        while (values.Count < 7)
        {
            values.Add("*");
        }

        if (values[5].Contains('~', StringComparison.Ordinal))
        {
            values[5] = "*";
        }

        values.AddRange(["*", "*", "*", "*"]);
        return values;
    }

    private static string Quote(string value)
    {
        if (value is "-" or "*")
        {
            return value;
        }

        var quoted = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('_' or '.' or '-'))
            {
                quoted.Append('\\');
            }

            quoted.Append(character);
        }

        return quoted.ToString();
    }
}
