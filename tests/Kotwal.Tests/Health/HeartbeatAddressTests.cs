using Kotwal.Health;

namespace Kotwal.Tests.Health;

public sealed class HeartbeatAddressTests
{
    [Theory]
    [InlineData("https://watch.example/ping/17", false, true)]
    [InlineData("http://watch.example/ping", false, false)]
    [InlineData("http://watch.example/ping", true, true)]
    [InlineData("https://169.254.169.254/latest", false, false)]
    [InlineData("https://[::1]/", false, false)]
    [InlineData("https://user:secret@watch.example/", false, false)]
    [InlineData("file:///etc/passwd", true, false)]
    [InlineData("watch.example", false, false)]
    public void Addresses_are_read_by_rule(string text, bool allowsInside, bool isTaken) =>
        Assert.Equal(isTaken, HeartbeatAddress.Read(text, allowsInside) is not null);
}
