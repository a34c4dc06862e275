using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Kotwal.Serving.Edge;

/// <summary>The server's own certificate, and whom it believes. Section <c>Server</c>; read once, when the program starts.</summary>
public sealed class EdgeOptions : IValidatableObject
{
    /// <summary>The operator's certificate, PEM with its issuers or PKCS#12. Default none: the server makes its own.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM of the certificate's key. Default none: it is in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>A file whose first line is the password of the key. Default none.</summary>
    public string? CertificatePasswordFile { get; set; }

    /// <summary>
    /// Host names that the server answers to, besides its own; <c>*.example.in</c> for all below a name, <c>*</c> for any. Default none.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>
    /// Addresses or networks (<c>10.1.2.0/24</c>) of reverse proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are
    /// believed. Default none.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CertificateFile is null && (KeyFile ?? CertificatePasswordFile) is not null)
        {
            yield return new("Server:KeyFile and Server:CertificatePasswordFile need Server:CertificateFile.");
        }

        foreach (var proxy in TrustedProxies.Where(proxy => ReadNetwork(proxy) is null))
        {
            yield return new($"Server:TrustedProxies: {proxy} is neither an address nor a network such as 10.1.2.0/24.");
        }
    }

    /// <summary>The networks of <see cref="TrustedProxies"/>.</summary>
    internal IEnumerable<IPNetwork> ProxyNetworks() => TrustedProxies.Select(ReadNetwork).OfType<IPNetwork>();

    private static IPNetwork? ReadNetwork(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, 8 * address.GetAddressBytes().Length);
        }

        return IPNetwork.TryParse(text, out var network) ? network : null;
    }
}
