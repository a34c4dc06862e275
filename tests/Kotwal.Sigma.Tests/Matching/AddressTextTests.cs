using System.Buffers.Binary;
using System.Net;
using System.Text;
using CsCheck;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Tests.Matching;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1%eth0", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("1:2:3:4:5:6:7:8", true)]
    [InlineData("1:2:3:4:5:6:1.2.3.4", true)]
    [InlineData("1:2:3:4:5:6:7::", true)]
    [InlineData("[::1]", true)]
    [InlineData("[fe80::1%eth0]", true)]
    [InlineData("[::ffff:10.0.0.1]", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("[::1", false)]
    [InlineData("::1]", false)]
    [InlineData("[::1]:443", false)]
    [InlineData("[[::1]]", false)]
    [InlineData("[10.0.0.1]", false)]
    [InlineData("[]", false)]
    [InlineData("[:]", false)]
    [InlineData("1:2:3:4:5:6:7", false)]
    [InlineData("1:2:3:4:5:6:7:8:9", false)]
    [InlineData("1::2::3", false)]
    [InlineData("1:::2", false)]
    [InlineData("12345::", false)]
    [InlineData("1.2.3.4::", false)]
    [InlineData("::1.2.3.4:5", false)]
    [InlineData(":1", false)]
    [InlineData("1:", false)]
    [InlineData("::g", false)]
    [InlineData("10.0.0", false)]
    [InlineData("10.0.0.256", false)]
    [InlineData("10.0.0.01", false)]
    [InlineData("", false)]
    public void What_is_written_as_an_address_is_read(string text, bool isAddress) =>
        Assert.Equal(isAddress, AddressText.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Addresses_are_read_as_the_framework_reads_them() =>
        Gen.Frequency((2, Gen.Const((byte)0)), (1, Gen.Byte)).Array[16].Sample(bytes =>
        {
            var text = new IPAddress(bytes).ToString();

            Assert.True(AddressText.TryRead(Encoding.ASCII.GetBytes(text), out var address), text);
            Assert.Equal(BinaryPrimitives.ReadUInt128BigEndian(bytes), address);
        });
}
