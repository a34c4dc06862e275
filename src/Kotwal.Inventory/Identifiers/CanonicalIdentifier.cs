namespace Kotwal.Inventory.Identifiers;

/// <summary>Brings marks to the one form in which they are compared. What is wrong is told with its reason and never thrown.</summary>
public static class CanonicalIdentifier
{
    /// <summary>The canonical form of a mark, or null when the text is none.</summary>
    /// <param name="kind">One of <see cref="InventoryIdentifiers"/>.</param>
    /// <param name="text">The mark as somebody wrote it.</param>
    /// <param name="reason">Why it is none, as a sentence without its subject: <c>is no host name</c>; empty when it is one.</param>
    public static string? Read(string kind, string text, out string reason)
    {
        var mark = text.Trim();
        if (mark.Length is 0 or > InventoryLimits.MaxIdentifierCharacters)
        {
            reason = mark.Length == 0 ? "is empty" : $"is longer than {InventoryLimits.MaxIdentifierCharacters} characters";
            return null;
        }

        if (mark.Any(char.IsControl))
        {
            reason = "has a control character";
            return null;
        }

        return kind switch
        {
            InventoryIdentifiers.Address => AddressMark.Read(mark, out reason),
            InventoryIdentifiers.Mac => MacMark.Read(mark, out reason),
            InventoryIdentifiers.HostName => HostNameMark.Read(mark, out reason),
            InventoryIdentifiers.Serial => SerialMark.Read(mark, maker: null, out reason),
            InventoryIdentifiers.PackageUrl => SoftwareMark.ReadPackageUrl(mark, out reason),
            InventoryIdentifiers.Cpe => SoftwareMark.ReadCpe(mark, out reason),
            InventoryIdentifiers.Certificate => ReadCertificate(mark, out reason),
            InventoryIdentifiers.Reference => ReadReference(mark, out reason),
            InventoryIdentifiers.MqttClientId => Accept(mark, out reason),
            _ => Refuse("is of no known kind of mark", out reason),
        };
    }

    internal static string Accept(string mark, out string reason)
    {
        reason = "";
        return mark;
    }

    internal static string? Refuse(string why, out string reason)
    {
        reason = why;
        return null;
    }

    private static string? ReadCertificate(string text, out string reason)
    {
        var digits = text.Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit)
            ? Accept(digits.ToLowerInvariant(), out reason)
            : Refuse("is no SHA-256 of a certificate", out reason);
    }

    private static string? ReadReference(string text, out string reason)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1
            ? Accept(text, out reason)
            : Refuse("is no id under a system's name, as netbox/dcim.device/17 is", out reason);
    }
}
