using Kotwal.Inputs;
using Kotwal.Serving.Edge;

namespace Kotwal.Tests.Serving.Edge;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8470")]
    [InlineData("http://127.9.9.9:0")]
    [InlineData("http://[::1]:8470")]
    [InlineData("http://localhost:8470")]
    [InlineData("https://0.0.0.0:8470")]
    [InlineData("https://[::]:8470")]
    [InlineData("https://kotwal.example")]
    public void What_is_encrypted_or_stays_on_this_machine_is_taken(string address) =>
        Assert.NotNull(ListenAddress.Read(address, allowsInsecureHttp: false));

    [Theory]
    [InlineData("http://0.0.0.0:8470")]
    [InlineData("http://[::]:8470")]
    [InlineData("http://10.1.2.3:8470")]
    [InlineData("http://kotwal.example:8470")]
    [InlineData("http://localhost.example:8470")]
    [InlineData("http://127.0.0.1.example:8470")]
    public void Plain_http_beyond_this_machine_must_be_asked_for_by_name(string address)
    {
        var refusal = Assert.Throws<BadInputException>(() => ListenAddress.Read(address, allowsInsecureHttp: false));

        Assert.Contains("--insecure-http", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("https://", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(ListenAddress.Read(address, allowsInsecureHttp: true));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("127.0.0.1:8470")]
    [InlineData("")]
    public void What_is_no_address_is_refused(string text) =>
        Assert.Throws<BadInputException>(() => ListenAddress.Read(text, allowsInsecureHttp: true));

    [Theory]
    [InlineData("https://0.0.0.0:8470", "https://localhost:8470/")]
    [InlineData("https://[::]:8470", "https://localhost:8470/")]
    [InlineData("http://127.0.0.1:8470", "http://127.0.0.1:8470/")]
    public void Clients_are_given_an_address_that_they_can_use(string bound, string given) =>
        Assert.Equal(given, ListenAddress.ForClients(new Uri(bound)).ToString());
}
