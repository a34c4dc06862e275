using Kotwal.Testing;
using Kotwal.Tls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Tests.Tls;

public sealed class CertificateKeeperTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Clock clock = new(TimeProvider.System.GetUtcNow());

    private string File => Path.Combine(folder.Path, "server.pem");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_changed_file_is_taken_without_a_restart()
    {
        var first = Replace();
        var keeper = Keeper();
        Assert.Equal(first, keeper.Fingerprint);

        var second = Replace();
        Assert.Equal(first, keeper.Fingerprint);
        clock.Now += CertificateKeeper.LookInterval;

        Assert.Equal(second, keeper.Fingerprint);
    }

    [Fact]
    public void A_file_that_is_half_written_leaves_the_last_good_certificate_until_it_is_whole()
    {
        var first = Replace();
        var keeper = Keeper();
        Assert.Equal(first, keeper.Fingerprint);

        System.IO.File.WriteAllText(File, "-----BEGIN CERTIFICATE-----\nhalf");
        clock.Now += CertificateKeeper.LookInterval;
        Assert.Equal(first, keeper.Fingerprint);
        System.IO.File.Delete(File);
        clock.Now += CertificateKeeper.LookInterval;
        Assert.Equal(first, keeper.Fingerprint);
        var second = Replace();
        clock.Now += CertificateKeeper.LookInterval;

        Assert.Equal(second, keeper.Fingerprint);
    }

    [Fact]
    public void The_first_certificate_must_be_good() => Assert.Throws<InvalidDataException>(() => Keeper().Fingerprint);

    [Fact]
    public async Task Many_handshakes_at_one_time_get_one_certificate()
    {
        var expected = Replace();
        var keeper = Keeper();

        var seen = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            await Task.Yield();
            return keeper.Fingerprint;
        }));

        Assert.All(seen, one => Assert.Equal(expected, one));
    }

    private CertificateKeeper Keeper() => new(new OperatorSource(File, null, null), clock, NullLogger<CertificateKeeper>.Instance);

    private string Replace()
    {
        var (certificate, issuer, key) = Certificates.Issue("kotwal.example");
        System.IO.File.WriteAllText(File, certificate + "\n" + issuer + "\n" + key);
        return Certificates.FingerprintOf(certificate);
    }
}
