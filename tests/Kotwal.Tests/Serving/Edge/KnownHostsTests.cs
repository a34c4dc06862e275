using Kotwal.Serving.Edge;
using Microsoft.Extensions.Options;

namespace Kotwal.Tests.Serving.Edge;

public sealed class KnownHostsTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("attacker.example", false)]
    [InlineData("localhost.attacker.example", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("", false)]
    public void On_loopback_only_loopback_names_are_known(string host, bool isKnown) =>
        Assert.Equal(isKnown, Hosts("http://127.0.0.1:8470").Has(host));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("localhost", true)]
    [InlineData("certified.example", true)]
    [InlineData("attacker.example", false)]
    public void On_a_network_addresses_and_certified_names_are_known_too(string host, bool isKnown)
    {
        var hosts = new KnownHosts(Listen("https://0.0.0.0:8470"), Options.Create(new EdgeOptions()), () => ["certified.example"]);

        Assert.Equal(isKnown, hosts.Has(host));
        Assert.True(hosts.Has(Environment.MachineName));
    }

    [Fact]
    public void A_renewed_certificate_brings_its_names_at_once()
    {
        string[] names = ["old.example"];
        var hosts = new KnownHosts(Listen("https://0.0.0.0:8470"), Options.Create(new EdgeOptions()), () => names);
        Assert.False(hosts.Has("new.example"));

        names = ["new.example", "*.wards.example"];

        Assert.True(hosts.Has("new.example"));
        Assert.True(hosts.Has("ward7.wards.example"));
        Assert.False(hosts.Has("old.example"));
    }

    [Theory]
    [InlineData("kotwal.city.example", true)]
    [InlineData("ward7.wards.example", true)]
    [InlineData("wards.example", false)]
    [InlineData("evilwards.example", false)]
    [InlineData("kotwal.city.example.attacker.example", false)]
    public void The_operator_adds_names_and_endings(string host, bool isKnown) =>
        Assert.Equal(isKnown, Hosts("http://127.0.0.1:8470", "kotwal.city.example", "*.wards.example").Has(host));

    [Fact]
    public void A_star_takes_any() => Assert.True(Hosts("http://127.0.0.1:8470", "*").Has("attacker.example"));

    private static KnownHosts Hosts(string listen, params string[] allowed) =>
        new(Listen(listen), Options.Create(new EdgeOptions { AllowedHosts = allowed }), () => []);

    private static ListenAddress Listen(string text) => ListenAddress.Read(text, allowsInsecureHttp: false);
}
