using System.Net;
using Kotwal.City.Access;
using Kotwal.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Tests.Access;

public sealed class AttemptTallyTests
{
    private readonly Clock clock = new(Some.Noon);

    [Fact]
    public void Refusals_count_and_successes_do_not()
    {
        var tally = Tally(2);
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("192.0.2.7") } };

        for (var i = 0; i < 10; i++)
        {
            Assert.True(tally.TryTake("192.0.2.7"));
            tally.GiveBack(context);
        }

        Assert.True(tally.TryTake("192.0.2.7"));
        Assert.True(tally.TryTake("192.0.2.7"));
        Assert.False(tally.TryTake("192.0.2.7"));
        Assert.True(tally.TryTake("192.0.2.8"));
    }

    [Fact]
    public void After_a_minute_one_may_try_again()
    {
        var tally = Tally(1);
        Assert.True(tally.TryTake("a"));
        Assert.False(tally.TryTake("a"));

        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(tally.TryTake("a"));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    public void A_subscriber_is_counted_as_one(string one, string other, bool same) =>
        Assert.Equal(same, AttemptTally.KeyOf(IPAddress.Parse(one)) == AttemptTally.KeyOf(IPAddress.Parse(other)));

    private AttemptTally Tally(int limit) => new(Options.Create(new CityOptions { SignInAttemptsPerMinute = limit }), clock);
}
