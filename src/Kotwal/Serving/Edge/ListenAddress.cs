using System.Net;
using Kotwal.Inputs;

namespace Kotwal.Serving.Edge;

/// <summary>Where the server listens. Passwords and tokens never leave the machine unprotected by mistake.</summary>
internal sealed class ListenAddress
{
    private ListenAddress(Uri url) => Url = url;

    /// <summary>As it was given.</summary>
    public Uri Url { get; }

    /// <summary>Name or address, IPv6 without brackets.</summary>
    public string Host => Url.IdnHost.Trim('[', ']');

    /// <summary>Whether connections are encrypted.</summary>
    public bool IsTls => Url.Scheme == Uri.UriSchemeHttps;

    /// <summary>Whether only programs of this machine can connect. A name other than localhost listens on every address.</summary>
    public bool IsLoopback => IsLoopbackHost(Host);

    /// <summary>Reads an address and refuses one that would carry secrets in the clear over a network.</summary>
    /// <exception cref="BadInputException">It is no address, or plain HTTP beyond this machine that nobody asked for by name.</exception>
    public static ListenAddress Read(string text, bool allowsInsecureHttp)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            throw new BadInputException("--listen takes an address such as https://0.0.0.0:8470 or http://127.0.0.1:8470.");
        }

        var address = new ListenAddress(url);
        return address.IsTls || address.IsLoopback || allowsInsecureHttp
            ? address
            : throw new BadInputException(
                $"{text} would send passwords and tokens over the network in the clear. Listen on {new UriBuilder(url) { Scheme = "https" }.Uri} "
                + "(the server makes its own certificate), on http://127.0.0.1 behind a proxy, or say --insecure-http.");
    }

    /// <summary>Whether a host is this machine's own loopback by name or address.</summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>An address that a client can use: nobody can connect to "every address".</summary>
    /// <param name="bound">Where the server listens in fact, with the port that it got.</param>
    public static Uri ForClients(Uri bound) =>
        IPAddress.TryParse(bound.IdnHost.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(bound) { Host = "localhost" }.Uri
            : bound;
}
