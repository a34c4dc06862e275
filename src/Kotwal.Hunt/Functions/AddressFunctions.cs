using System.Collections.Immutable;
using System.Net.Sockets;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions of IP addresses.</summary>
internal static class AddressFunctions
{
    // RFC 1918.
    private static readonly string[] PrivateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("ipv4_is_in_range(address, range)", "True where the IPv4 address, or any of a list, lies in the range (CIDR notation).",
            "where ipv4_is_in_range(source.ip, '10.20.0.0/16')", 2, 2, IsInRange),
        new("ipv4_is_private(address)", "True where the IPv4 address, or any of a list, is private (RFC 1918).",
            "where not(ipv4_is_private(destination.ip))", 1, 1, IsPrivate),
    ];

    private static Scalar IsInRange(BoundCall call)
    {
        var known = call.KnownText(1, "a range in quotes such as '10.0.0.0/8'");
        var range = known is null ? null : AddressRange.TryReadCidr(known.Contains('/', StringComparison.Ordinal) ? known : known + "/32");
        return range is { First.AddressFamily: AddressFamily.InterNetwork } found
            ? AddressRange.Between(call.Context, call.Arguments[0], found.First, found.Last)
            : call.Fail(1, "a range of IPv4 addresses such as '10.0.0.0/8'");
    }

    private static Scalar IsPrivate(BoundCall call) => Call.Any(call.Context, call.Arguments[0], item => Call.Or(
        [.. PrivateRanges.Select(range => AddressRange.TryReadCidr(range)!.Value)
            .Select(range => AddressRange.Between(call.Context, item, range.First, range.Last))]));
}
