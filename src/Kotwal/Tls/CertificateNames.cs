using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Kotwal.Tls;

/// <summary>Names and addresses by which people reach a server.</summary>
/// <param name="Hosts">Host names in lower case.</param>
/// <param name="Addresses">IP addresses.</param>
internal sealed record CertificateNames(IReadOnlyList<string> Hosts, IReadOnlyList<IPAddress> Addresses)
{
    // A machine with container networks can have very many; a certificate with them all would be refused by some clients.
    private const int MaxAddresses = 64;

    /// <summary>This machine's, and the host it is told to listen on.</summary>
    public static CertificateNames OfThisMachine(string listenHost)
    {
        var hosts = new List<string> { "localhost" };
        var addresses = new List<IPAddress> { IPAddress.Loopback, IPAddress.IPv6Loopback };
        if (IPAddress.TryParse(listenHost.Trim('[', ']'), out var own))
        {
            addresses.Add(own);
        }
        else
        {
            hosts.Add(listenHost);
        }

        hosts.Add(Environment.MachineName);
        addresses.AddRange(AddressesOfInterfaces());
        return new(
            [.. hosts.Select(host => host.ToLowerInvariant()).Where(host => Uri.CheckHostName(host) == UriHostNameType.Dns).Distinct()],
            [.. addresses.Where(IsReachable).Distinct().Take(MaxAddresses)]);
    }

    /// <summary>Whether a client that asks for this host finds it named. "Every address" is always.</summary>
    public bool Has(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? !IsReachable(address) || Addresses.Contains(address)
            : Hosts.Contains(host.ToLowerInvariant());

    /// <summary>As a subject alternative name (RFC 5280, section 4.2.1.6).</summary>
    public X509Extension ToExtension()
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in Hosts)
        {
            names.AddDnsName(host);
        }

        foreach (var address in Addresses)
        {
            names.AddIpAddress(address);
        }

        return names.Build();
    }

    /// <summary>What a certificate names.</summary>
    public static CertificateNames Of(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is null
            ? new([], [])
            : new([.. names.EnumerateDnsNames().Select(host => host.ToLowerInvariant())], [.. names.EnumerateIPAddresses()]);
    }

    // "Every address" is none that a client could ask for, and an address of one link needs a zone that certificates have not.
    private static bool IsReachable(IPAddress address) =>
        !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !address.IsIPv6LinkLocal;

    private static IEnumerable<IPAddress> AddressesOfInterfaces()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces()
                .Where(one => one.OperationalStatus == OperationalStatus.Up)
                .SelectMany(one => one.GetIPProperties().UnicastAddresses)
                .Select(one => one.Address)
                .Where(address => address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6);
        }
        catch (NetworkInformationException)
        {
            // A sandbox may forbid the question; the certificate then names what is known without it.
            return [];
        }
    }
}
