using System.Net;
using System.Text;
using Kotwal.Events.Reading.Flows;

namespace Kotwal.Events.Tests.Reading.Flows;

/// <summary>Known ids, of the specification's own examples.</summary>
public sealed class CommunityIdTests
{
    [Theory]
    [InlineData("128.232.110.120", 34855, "66.35.250.204", 80, 6, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=")]
    [InlineData("66.35.250.204", 80, "128.232.110.120", 34855, 6, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=")]
    [InlineData("192.168.1.52", 54585, "8.8.8.8", 53, 17, "1:d/FP5EW3wiY1vCndhwleRRKHowQ=")]
    [InlineData("192.168.0.89", 8, "192.168.0.1", 0, 1, "1:X0snYXpgwiv9TZtqg64sgzUn6Dk=")]
    public void Both_directions_have_the_specifications_id(string source, int sourcePort, string destination, int destinationPort, int protocol, string expected)
    {
        var text = new byte[CommunityId.TextBytes];

        CommunityId.Write(Bytes(source), Bytes(destination), protocol, sourcePort, destinationPort, text);

        Assert.Equal(expected, Encoding.ASCII.GetString(text));
    }

    private static byte[] Bytes(string address) => IPAddress.Parse(address).GetAddressBytes();
}
