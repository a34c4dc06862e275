using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kotwal.Testing;
using Kotwal.Tls;

namespace Kotwal.Tests.Tls;

public sealed class SelfMadeSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Clock clock = new(TimeProvider.System.GetUtcNow());

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_is_a_server_certificate_for_every_name_of_the_machine_and_no_longer_valid_than_browsers_take()
    {
        var certificate = Load("kotwal.city.example")!;

        Assert.True(certificate.MatchesHostname("localhost"));
        Assert.True(certificate.MatchesHostname("127.0.0.1"));
        Assert.True(certificate.MatchesHostname("::1"));
        Assert.True(certificate.MatchesHostname("kotwal.city.example"));
        Assert.True(CertificateNames.Of(certificate).Has(Environment.MachineName));
        Assert.Equal("1.2.840.10045.3.1.7", certificate.GetECDsaPublicKey()!.ExportParameters(false).Curve.Oid.Value);
        Assert.InRange(certificate.NotAfter - certificate.NotBefore, TimeSpan.FromDays(397.9), TimeSpan.FromDays(398));
        Assert.False(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
    }

    [Fact]
    public void Only_the_owner_may_read_the_key()
    {
        Load("0.0.0.0");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "server.pem")));
        }

        Assert.Contains("PRIVATE", File.ReadAllText(Path.Combine(folder.Path, "server.pem")), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(Path.Combine(folder.Path, "server.crt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_start_keeps_it()
    {
        var first = Load("0.0.0.0")!;

        var second = Load("0.0.0.0")!;

        Assert.Equal(first.Thumbprint, second.Thumbprint);
        Assert.True(second.HasPrivateKey);
    }

    [Fact]
    public void A_host_that_it_does_not_name_makes_a_new_one()
    {
        var first = Load("0.0.0.0")!;

        var second = Load("10.99.99.99")!;

        Assert.NotEqual(first.Thumbprint, second.Thumbprint);
        Assert.Contains(IPAddress.Parse("10.99.99.99"), CertificateNames.Of(second).Addresses);
    }

    [Fact]
    public void It_is_made_anew_thirty_days_before_it_ends_and_not_earlier()
    {
        var source = new SelfMadeSource(folder.Path, "localhost", clock);
        var first = source.LoadIfChanged()![0];

        clock.Now = first.NotAfter.ToUniversalTime() - SelfMadeSource.RenewalTime - TimeSpan.FromSeconds(1);
        Assert.Null(source.LoadIfChanged());
        clock.Now += TimeSpan.FromSeconds(1);
        var second = source.LoadIfChanged()![0];

        Assert.NotEqual(first.Thumbprint, second.Thumbprint);
        Assert.True(second.NotAfter > first.NotAfter);
    }

    [Fact]
    public void A_damaged_file_is_replaced()
    {
        File.WriteAllText(Path.Combine(folder.Path, "server.pem"), "-----BEGIN CERTIFICATE-----\nnonsense");

        Assert.True(Load("localhost")!.HasPrivateKey);
    }

    private X509Certificate2? Load(string host) => new SelfMadeSource(folder.Path, host, clock).LoadIfChanged()?[0];
}
