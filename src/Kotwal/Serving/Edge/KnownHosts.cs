using System.Net;
using Microsoft.Extensions.Options;

namespace Kotwal.Serving.Edge;

/// <summary>
/// The hosts that a request may be meant for. A name that an attacker points at this server (DNS rebinding) is none of them, so
/// a page of his cannot talk to a server on loopback or in the same network.
/// </summary>
internal sealed class KnownHosts
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> endings = [];
    private readonly Func<IEnumerable<string>> certified;
    private readonly bool takesAddresses;
    private readonly bool takesAll;

    /// <param name="listen">Where the server listens.</param>
    /// <param name="edge">Names that the operator allows.</param>
    /// <param name="certified">Names of the certificate that connections get now: it may be renewed with others.</param>
    public KnownHosts(ListenAddress listen, IOptions<EdgeOptions> edge, Func<IEnumerable<string>> certified)
    {
        this.certified = certified;

        // Rebinding needs a name; an address in the Host field is one that the client itself connected to.
        takesAddresses = !listen.IsLoopback;
        names.Add("localhost");
        names.Add(listen.Host);
        if (!listen.IsLoopback)
        {
            names.Add(Environment.MachineName);
        }

        foreach (var host in edge.Value.AllowedHosts)
        {
            if (IsWildcard(host))
            {
                endings.Add(host[1..]);
            }
            else
            {
                names.Add(host);
            }
        }

        takesAll = names.Contains("*");
    }

    /// <summary>Whether a request for this host is answered.</summary>
    /// <param name="host">Name or address without the port.</param>
    public bool Has(string host)
    {
        if (takesAll)
        {
            return true;
        }

        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return takesAddresses || IPAddress.IsLoopback(address) || names.Contains(host);
        }

        var name = host.EndsWith('.') ? host[..^1] : host;
        return names.Contains(name) || endings.Exists(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) || IsCertified(name);
    }

    private bool IsCertified(string name) => certified().Any(host => IsWildcard(host)
        ? name.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)
        : name.Equals(host, StringComparison.OrdinalIgnoreCase));

    private static bool IsWildcard(string host) => host.StartsWith("*.", StringComparison.Ordinal);
}
