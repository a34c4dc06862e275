using System.Globalization;
using System.Net;
using Kotwal.City.Graph;

namespace Kotwal.City.Tests.Graph;

public sealed class AddressBookTests
{
    private static readonly CityPlan Plan = new()
    {
        Zones = [new("cameras", "Cameras", IPNetwork.Parse("10.20.0.0/16"))],
        Nodes = [Node("cam-1", "10.20.1.21"), Node("gateway", "2001:DB8:0:0::1")],
    };

    [Theory]
    [InlineData("10.20.1.21", "cam-1")]
    [InlineData("::ffff:10.20.1.21", "cam-1")]
    [InlineData("2001:db8::1", "gateway")]
    [InlineData("2001:0db8:0000::0001", "gateway")]
    public void A_node_is_found_however_its_address_is_written(string address, string name)
    {
        Assert.Equal(name, new AddressBook(Plan).FindAddress(address)?.Node?.Name);
    }

    [Fact]
    public void An_address_of_IPv4_inside_IPv6_is_in_its_zone()
    {
        Assert.Equal("cameras", new AddressBook(Plan).FindAddress("::ffff:10.20.9.9")?.Zone);
    }

    [Fact]
    public void Addresses_without_end_do_not_fill_the_memory_and_are_answered_right()
    {
        var book = new AddressBook(Plan);

        for (var number = 0; number < AddressBook.MaxRemembered + 1_000; number++)
        {
            Assert.Null(book.FindAddress(string.Create(CultureInfo.InvariantCulture, $"172.{number >> 16}.{(number >> 8) & 255}.{number & 255}")));
        }

        Assert.InRange(book.Remembered, 1, AddressBook.MaxRemembered);
        Assert.Equal("cameras", book.FindAddress("10.20.7.7")?.Zone);
    }

    private static CityNode Node(string name, string address) => new(name, "camera", address, "cameras", "", "", "", "", "", "");
}
