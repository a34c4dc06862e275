using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Kotwal.Serving.Edge;

/// <summary>
/// Keeps one address from taking all connections: those beyond its share are closed before a byte is read, so that not even TLS is
/// spoken. The table holds addresses that are connected now and no others.
/// </summary>
internal sealed class ConnectionLimit(IOptions<LimitOptions> limits, IOptions<EdgeOptions> edge)
{
    private static readonly Meter Meter = new("Kotwal.Serving");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "kotwal.server.connections.refused", description: "Connections closed because their address had too many.");

    private readonly ConcurrentDictionary<IPAddress, int> open = new();
    private readonly int most = limits.Value.MaxConnectionsPerAddress;
    private readonly IReadOnlyList<IPNetwork> proxies = [.. edge.Value.ProxyNetworks()];

    /// <summary>Stands before everything that reads from a connection.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        if ((connection.RemoteEndPoint as IPEndPoint)?.Address is not { } address || IsExempt(address))
        {
            await next(connection);
            return;
        }

        var key = AddressKey.Of(address);
        if (!TryEnter(key))
        {
            Refused.Add(1);
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(key);
        }
    };

    internal bool TryEnter(IPAddress key)
    {
        if (open.AddOrUpdate(key, 1, static (_, count) => count + 1) <= most)
        {
            return true;
        }

        Leave(key);
        return false;
    }

    internal void Leave(IPAddress key)
    {
        while (open.TryGetValue(key, out var count))
        {
            if (count > 1 ? open.TryUpdate(key, count - 1, count) : open.TryRemove(KeyValuePair.Create(key, count)))
            {
                return;
            }
        }
    }

    /// <summary>Addresses in the table.</summary>
    internal int Addresses => open.Count;

    internal bool IsExempt(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || proxies.Any(network => network.Contains(plain));
    }
}
