using System.Net;
using Kotwal.City.Access;
using Kotwal.Serving.Edge;
using Microsoft.Extensions.Options;

namespace Kotwal.Tests.Serving.Edge;

public sealed class ConnectionLimitTests
{
    private static readonly IPAddress Here = IPAddress.Parse("203.0.113.5");
    private static readonly IPAddress There = IPAddress.Parse("203.0.113.6");

    private readonly ConnectionLimit limit = new(
        Options.Create(new LimitOptions { MaxConnectionsPerAddress = 2 }), Options.Create(new EdgeOptions { TrustedProxies = ["10.0.0.0/8", "192.0.2.1"] }));

    [Fact]
    public void One_address_has_its_share_and_no_more()
    {
        Assert.True(limit.TryEnter(Here));
        Assert.True(limit.TryEnter(Here));
        Assert.False(limit.TryEnter(Here));
        Assert.True(limit.TryEnter(There));

        limit.Leave(Here);

        Assert.True(limit.TryEnter(Here));
    }

    [Fact]
    public void Nothing_is_kept_of_an_address_that_left()
    {
        limit.TryEnter(Here);
        limit.TryEnter(There);

        limit.Leave(Here);
        limit.Leave(There);

        Assert.Equal(0, limit.Addresses);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.9.9.9", true)]
    [InlineData("192.0.2.1", true)]
    [InlineData("192.0.2.2", false)]
    [InlineData("2001:db8::1", false)]
    public void Loopback_and_trusted_proxies_are_not_counted(string address, bool isExempt) =>
        Assert.Equal(isExempt, limit.IsExempt(IPAddress.Parse(address)));

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:203.0.113.5", "203.0.113.5", true)]
    [InlineData("203.0.113.5", "203.0.113.6", false)]
    public void A_subscriber_is_one_address(string one, string other, bool areOne) =>
        Assert.Equal(areOne, AddressKey.Of(IPAddress.Parse(one)).Equals(AddressKey.Of(IPAddress.Parse(other))));
}
