using System.Net;
using System.Text;
using CsCheck;
using Kotwal.Events.Reading.Flows;

namespace Kotwal.Events.Tests.Reading.Flows;

/// <summary>What is written by hand for speed is what the runtime writes.</summary>
public sealed class FlowTextTests
{
    private static readonly byte[] Few = [0, 0, 0, 1, 0x20];

    [Fact]
    public void Any_address_is_written_as_the_runtime_writes_it() =>
        Gen.OneOf(Gen.Byte.Array[4], Gen.Int[0, 4].Select(place => Few[place]).Array[16], Gen.Byte.Array[16]).Sample(bytes =>
        {
            var text = new byte[FlowText.MaxAddressBytes];
            var written = Encoding.ASCII.GetString(text.AsSpan(0, FlowText.WriteAddress(bytes, text)));
            var address = new IPAddress(bytes);
            Assert.Equal(address, IPAddress.Parse(written));
            Assert.True(address.ToString().Contains('.') || written == address.ToString(), written);
        });

    [Fact]
    public void Any_time_is_written_as_elsewhere()
    {
        var times = new FlowTimeText();
        Gen.Select(Gen.Long[0, long.MaxValue / 2], Gen.Int[0, 3].Select(groups => (byte)(3 * groups))).Sample(
            (nanoseconds, digits) =>
            {
                var time = new EventTime(nanoseconds, digits);
                var text = new byte[EventTime.MaxTextBytes];
                Assert.Equal(time.ToString(), Encoding.ASCII.GetString(text.AsSpan(0, times.Write(time, text))));
            },
            threads: 1);
    }

    [Theory]
    [InlineData("sourceIPv4Address", "source_ipv4_address")]
    [InlineData("postNATSourceIPv6Address", "post_nat_source_ipv6_address")]
    [InlineData("dot1qVlanId", "dot1q_vlan_id")]
    [InlineData("minimumTTL", "minimum_ttl")]
    public void Names_of_elements_are_written_with_underscores(string name, string expected) =>
        Assert.Equal(expected, FlowElements.SnakeCase(name));

}
