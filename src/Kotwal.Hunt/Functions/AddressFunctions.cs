using System.Collections.Immutable;
using System.Globalization;
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
        new("has_ipv4(text, address)", "True where the text holds the IPv4 address; what stands beside it is no letter, digit or further number.",
            "where has_ipv4(event.original, '203.0.113.7')", 2, 2, call => HoldsAddress(call, isPrefix: false)),
        new("has_any_ipv4(text, address, …)", "True where the text holds one of the IPv4 addresses.",
            "where has_any_ipv4(event.original, '203.0.113.7', '10.0.0.5')", 2, 64, call => HoldsAddress(call, isPrefix: false)),
        new("has_ipv4_prefix(text, prefix)", "True where the text holds an IPv4 address that begins so; a prefix ends with a dot.",
            "where has_ipv4_prefix(event.original, '10.20.')", 2, 2, call => HoldsAddress(call, isPrefix: true)),
        new("has_any_ipv4_prefix(text, prefix, …)", "True where the text holds an IPv4 address that begins with one of the prefixes, each an address or ending with a dot.",
            "where has_any_ipv4_prefix(event.original, '10.20.', '192.168.', '203.0.113.7')", 2, 64, call => HoldsAddress(call, isPrefix: true)),
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

    private static Scalar HoldsAddress(BoundCall call, bool isPrefix)
    {
        var patterns = new List<string>();
        foreach (var (index, argument) in call.Arguments.Index().Skip(1))
        {
            var texts = Documents.KnownItems(argument)?.Select(item => (item as ConstantScalar)?.Value as string).ToList() ?? [(argument as ConstantScalar)?.Value as string];
            foreach (var text in texts)
            {
                if (text is null || PatternOf(text, isPrefix) is not { } pattern)
                {
                    return call.Fail(index, isPrefix ? "an IPv4 address, or the start of one with a dot at its end, such as '10.20.'" : "an IPv4 address such as '10.20.0.1'");
                }

                patterns.Add(pattern);
            }
        }

        // Neither a letter nor a further number stands beside an address; the dot of a sentence may stand behind it.
        var regex = new ConstantScalar($@"(?:^|[^0-9A-Za-z.])(?:{string.Join('|', patterns)})(?:$|[^0-9A-Za-z.]|\.(?:$|[^0-9A-Za-z]))", HuntType.Keyword);
        return Call.Any(call.Context, call.Arguments[0], item => Call.Condition(Primitive.Matches, Conversion.ToText(item), regex));
    }

    private static string? PatternOf(string text, bool isPrefix)
    {
        var isOpen = text.EndsWith('.');
        var numbers = text.TrimEnd('.').Split('.');
        return isOpen == (numbers.Length < 4) && (isPrefix || !isOpen) && text.Length - text.TrimEnd('.').Length <= 1
            && numbers.All(number => byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? string.Join(@"\.", numbers.Concat(Enumerable.Repeat(@"[0-9]{1,3}", 4 - numbers.Length)))
            : null;
    }

    private static Scalar IsPrivate(BoundCall call) => Call.Any(call.Context, call.Arguments[0], item => Call.Or(
        [.. PrivateRanges.Select(range => AddressRange.TryReadCidr(range)!.Value)
            .Select(range => AddressRange.Between(call.Context, item, range.First, range.Last))]));
}
