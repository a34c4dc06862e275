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
            "where ipv4_is_in_range(source.ip, '10.20.0.0/16')", 2, 2, call => IsInRange(call, 1)),
        new("ipv4_is_private(address)", "True where the IPv4 address, or any of a list, is private (RFC 1918).",
            "where not(ipv4_is_private(destination.ip))", 1, 1, IsPrivate),
        new("ipv4_is_in_any_range(address, range, …)", "True where the IPv4 address, or any of a list, lies in one of the ranges.",
            "where ipv4_is_in_any_range(source.ip, '10.20.0.0/16', '10.30.0.0/16')", 2, 64,
            call => Call.Or([.. Enumerable.Range(1, call.Count - 1).Select(index => IsInRange(call, index))])),
        new("parse_ipv4(address)", "The IPv4 address as a number; absent where it is none.",
            "extend number = parse_ipv4(source.ip) | sort by number asc | project source.ip, number", 1, 1,
            call => Call.Of(Primitive.Ipv4Number, HuntType.Whole, call.Text(0))),
    ];

    private static Scalar IsInRange(BoundCall call, int index)
    {
        var known = call.KnownText(index, "a range in quotes such as '10.0.0.0/8'");
        var range = known is null ? null : AddressRange.TryReadCidr(known.Contains('/', StringComparison.Ordinal) ? known : known + "/32");
        return range is { First.AddressFamily: AddressFamily.InterNetwork } found
            ? AddressRange.Between(call.Context, call.Arguments[0], found.First, found.Last)
            : call.Fail(index, "a range of IPv4 addresses such as '10.0.0.0/8'");
    }

    private static Scalar IsPrivate(BoundCall call) => Call.Any(call.Context, call.Arguments[0], item => Call.Or(
        [.. PrivateRanges.Select(range => AddressRange.TryReadCidr(range)!.Value)
            .Select(range => AddressRange.Between(call.Context, item, range.First, range.Last))]));
}
