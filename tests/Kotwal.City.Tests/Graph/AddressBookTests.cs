using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;

namespace Kotwal.City.Tests.Graph;

public sealed class AddressBookTests
{
    private static readonly NodeId Camera = Told.Node(1);
    private static readonly NodeId Gateway = Told.Node(2);

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Byte.Array[4].Select(bytes => new IPAddress(bytes).ToString()),
        Gen.Byte.Array[16].Select(bytes => new IPAddress(bytes).ToString()),
        Gen.Frequency((2, Gen.Const((byte)0)), (1, Gen.Byte)).Array[16].Select(bytes => new IPAddress(bytes).ToString()),
        Gen.Byte.Array[4].Select(bytes => "::ffff:" + new IPAddress(bytes)),
        Gen.Char["0123456789abcf:.%"].Array[0, 40].Select(letters => new string(letters)));

    [Theory]
    [InlineData("10.20.1.21")]
    [InlineData("::ffff:10.20.1.21")]
    [InlineData("::FFFF:0a14:0115")]
    public void A_node_is_found_however_its_address_is_written(string text)
    {
        var graph = new PlainGraph().Record("files", [.. Camera.Is("asset", "cam-1"), Camera.Said("id:ip", "10.20.1.21")]).Snapshot(Some.Noon);

        Assert.True(AddressText.TryParse(Encoding.ASCII.GetBytes(text), out var address));
        Assert.Equal(0, graph.Book.FindAddress(address, 0));
    }

    [Fact]
    public void Any_text_is_read_as_the_runtime_reads_it_but_for_the_forms_that_mean_two_things() =>
        AnyText.Sample(text =>
        {
            var isRead = AddressText.TryParse(Encoding.ASCII.GetBytes(text), out var address);

            var isKnown = IPAddress.TryParse(text, out var known)
                && (known.AddressFamily == AddressFamily.InterNetworkV6 || known.ToString() == text);
            Assert.Equal(isKnown, isRead);
            Assert.True(!isRead || address == Addresses.Of(known!), text);
        });

    [Fact]
    public void The_book_answers_as_a_plain_list_would() =>
        Gen.Select(AnyHolding.Array[0, 12], AnyZone.Array[0, 6], Gen.Int[0, 20], Gen.Int[0, 12]).Sample((holdings, zones, last, hour) =>
        {
            var graph = new PlainGraph();
            for (var number = 1; number <= 3; number++)
            {
                graph.Record(number == 3 ? "heard" : "files", Told.Node(number).Said("kind", "asset"), Told.Node(number).Said("state", number == 3 ? "staged" : "confirmed"));
                graph.Record("files", Told.Node(number + 10).Is("zone", "z" + number));
            }

            foreach (var source in (string[])["heard", "import:csv"])
            {
                graph.Record(source, holdings.Where(held => source == "heard" == (held.Address % 2 == 0 || held.From % 2 == 0)).SelectMany(held => (Fact[])
                    [held.Node.Said("id:ip", Text(held.Address), held.From), held.Node.Ended("id:ip", Text(held.Address), held.Until)]));
            }

            graph.Record("files", zones.Select(zone => zone.Zone.Said("network", zone.Network)));
            var snapshot = graph.Snapshot(Some.Noon.AddHours(24));
            var plain = new PlainBook(snapshot);
            var address = IPAddress.Parse(Text(last));
            var time = FactTime.ToMicroseconds(Some.Noon.AddHours(hour));

            Assert.Equal(plain.FindAddress(address, time), snapshot.Book.FindAddress(Addresses.Of(address), time));
            Assert.Equal(plain.FindZone(address), snapshot.Book.FindZone(Addresses.Of(address)));
        });

    [Fact]
    public void A_stranger_takes_no_address_from_a_node_that_people_know()
    {
        var graph = new PlainGraph()
            .Record("import:csv", [.. Camera.Is("asset", "plc-1"), Camera.Said("id:ip", "10.0.0.5", 1)])
            .Record("heard", [Gateway.Said("kind", "asset", 2), Gateway.Said("state", "staged", 2), Gateway.Said("id:ip", "10.0.0.5", 2)])
            .Snapshot(Some.Noon.AddHours(9));

        Assert.Equal("plc-1", graph.FindAddress("10.0.0.5", Some.Noon.AddHours(5), Reach.WholeCity)?.Name);
        Assert.Equal("plc-1", graph.FindAddress("10.0.0.5", Some.Noon, Reach.WholeCity)?.Name);
    }

    [Fact]
    public void A_stranger_who_had_an_address_first_did_not_have_it_before_a_node_that_people_know()
    {
        var graph = new PlainGraph()
            .Record("import:csv", [.. Camera.Is("asset", "plc-1"), Camera.Said("id:ip", "10.0.0.5", 4)])
            .Record("heard", [Gateway.Said("kind", "asset"), Gateway.Said("state", "staged"), Gateway.Said("id:ip", "10.0.0.5", 2), Gateway.Said("id:ip", "10.0.0.6", 2)])
            .Snapshot(Some.Noon.AddHours(9));

        Assert.All([-24, 0, 2, 5], hour => Assert.Equal("plc-1", graph.FindAddress("10.0.0.5", Some.Noon.AddHours(hour), Reach.WholeCity)?.Name));
        Assert.Equal(Gateway, graph.FindAddress("10.0.0.6", Some.Noon, Reach.WholeCity)?.Id);
    }

    [Fact]
    public void A_network_of_all_addresses_is_a_zone_and_one_of_IPv6_holds_none_of_IPv4()
    {
        var graph = new PlainGraph().Record("files", [.. Told.Node(1).Is("zone", "six"), Told.Node(1).Said("network", "::/0")]);
        var six = graph.Snapshot(Some.Noon);
        var both = graph.Record("files", [.. Told.Node(2).Is("zone", "four"), Told.Node(2).Said("network", "0.0.0.0/0")]).Snapshot(Some.Noon);

        Assert.Equal(("six", null), (six.FindZone("2001:db8::1", Reach.WholeCity)?.ShortId, six.FindZone("10.0.0.1", Reach.WholeCity)?.ShortId));
        Assert.False(six.Places.Zones.IsEmpty);
        Assert.Equal("four", both.FindZone("10.0.0.1", Reach.WholeCity)?.ShortId);
    }

    [Fact]
    public void Who_had_an_address_is_a_matter_of_time()
    {
        var graph = new PlainGraph().Record(
            "heard",
            [
                .. Camera.Is("asset", "cam-1"), .. Gateway.Is("asset", "gw-1"),
                Camera.Said("id:ip", "10.0.0.5", 1), Camera.Ended("id:ip", "10.0.0.5", 3), Gateway.Said("id:ip", "10.0.0.5", 4),
            ]).Snapshot(Some.Noon.AddHours(9));

        string? At(int hour) => graph.FindAddress("10.0.0.5", Some.Noon.AddHours(hour), Reach.WholeCity)?.Name;

        Assert.Equal(["cam-1", "cam-1", null, "gw-1"], [At(-24), At(2), At(3), At(4)]);
    }

    [Theory]
    [InlineData("02:42:ac:11:00:02")]
    [InlineData("02-42-AC-11-00-02")]
    [InlineData("0242.ac11.0002")]
    public void A_MAC_address_is_found_however_it_is_written(string text)
    {
        var graph = new PlainGraph().Record("files", [.. Camera.Is("asset", "cam-1"), Camera.Said("id:mac", "02:42:ac:11:00:02")]).Snapshot(Some.Noon);

        Assert.True(MacText.TryParse(text, out var mac));
        Assert.Equal(0, graph.Book.FindMac(mac, 0));
        Assert.Equal("02:42:ac:11:00:02", MacText.Write(mac));
    }

    private static readonly Gen<(NodeId Node, int Address, int From, int Until)> AnyHolding =
        Gen.Select(Gen.Int[1, 3].Select(Told.Node), Gen.Int[0, 5], Gen.Int[0, 9], Gen.Int[1, 4])
            .Select(held => (held.Item1, held.Item2, held.Item3, held.Item3 + held.Item4));

    private static readonly Gen<(NodeId Zone, string Network)> AnyZone =
        Gen.Select(Gen.Int[11, 13].Select(Told.Node), Gen.Int[0, 20], Gen.Int[24, 32])
            .Select(zone => (zone.Item1, new IPNetwork(Base(zone.Item2, zone.Item3), zone.Item3).ToString()));

    private static IPAddress Base(int last, int length) => new([10, 0, 0, (byte)(last & ~((1 << (32 - length)) - 1))]);

    private static string Text(int address) => string.Create(CultureInfo.InvariantCulture, $"10.0.0.{address}");
}
