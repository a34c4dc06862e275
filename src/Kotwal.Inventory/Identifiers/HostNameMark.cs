using System.Globalization;
using System.Text;

namespace Kotwal.Inventory.Identifiers;

/// <summary>Host names (RFC 1123, and the underscore that Windows allows) in lower case; other scripts as their punycode (IDNA).</summary>
internal static class HostNameMark
{
    private const int MaxCharacters = 253;
    private const int MaxLabelCharacters = 63;

    private static readonly IdnMapping Idna = new() { AllowUnassigned = true };

    public static string? Read(string text, out string reason)
    {
        if (ToAscii(text.TrimEnd('.').ToLowerInvariant()) is not { Length: > 0 and <= MaxCharacters } name
            || !name.Split('.').All(IsLabel))
        {
            return CanonicalIdentifier.Refuse("is no host name", out reason);
        }

        if (name.Split('.')[^1].All(char.IsAsciiDigit) && name.Contains('.'))
        {
            return CanonicalIdentifier.Refuse("is an address and no host name", out reason);
        }

        return name is "localhost" or "localhost.localdomain" or "localhost6" or "ip6-localhost" or "ip6-loopback"
            ? CanonicalIdentifier.Refuse("is the name that every system gives itself", out reason)
            : CanonicalIdentifier.Accept(name, out reason);
    }

    private static string? ToAscii(string name)
    {
        if (Ascii.IsValid(name))
        {
            return name;
        }

        try
        {
            return Idna.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= MaxLabelCharacters
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
