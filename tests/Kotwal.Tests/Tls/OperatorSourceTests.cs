using Kotwal.Testing;
using Kotwal.Tls;

namespace Kotwal.Tests.Tls;

public sealed class OperatorSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly (string Certificate, string Issuer, string Key) issued = Certificates.Issue("kotwal.example");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Certificate_issuers_and_key_may_be_one_pem_file_or_two()
    {
        var one = Write("all.pem", issued.Key + "\n" + issued.Certificate + "\n" + issued.Issuer);
        var certificate = Write("chain.pem", issued.Certificate + "\n" + issued.Issuer);
        var key = Write("key.pem", issued.Key);

        foreach (var source in new[] { new OperatorSource(one, null, null), new OperatorSource(certificate, key, null) })
        {
            var loaded = source.LoadIfChanged()!;

            Assert.Equal(2, loaded.Count);
            Assert.True(loaded[0].HasPrivateKey);
            Assert.Equal(Certificates.FingerprintOf(issued.Certificate), Fingerprint.Of(loaded[0]));
            Assert.Null(source.LoadIfChanged());
        }
    }

    [Fact]
    public void An_encrypted_key_and_a_pfx_open_with_the_password_of_a_file()
    {
        var password = Write("password", Certificates.Password + "\r\nnot this line\n");
        var pem = new OperatorSource(Write("c.pem", issued.Certificate), Write("k.pem", Certificates.Encrypt(issued.Key)), password);
        var packed = new OperatorSource(Pack(), null, password);

        Assert.True(pem.LoadIfChanged()![0].HasPrivateKey);
        Assert.True(packed.LoadIfChanged()![0].HasPrivateKey);
    }

    [Fact]
    public void What_cannot_be_used_is_refused_with_the_name_of_the_file()
    {
        var other = Certificates.Issue("other.example");
        var missing = Path.Combine(folder.Path, "missing.pem");
        OperatorSource[] wrong =
        [
            new(missing, null, null),
            new(Write("nothing.pem", "no certificate"), null, null),
            new(Write("keyless.pem", issued.Certificate), null, null),
            new(Write("mixed.pem", issued.Certificate + "\n" + other.Key), null, null),
            new(Pack(), null, null),
            new(Write("long.pem", new string('x', (1 << 20) + 1)), null, null),
        ];

        Assert.All(wrong, source => Assert.Contains(folder.Path, Assert.Throws<InvalidDataException>(source.LoadIfChanged).Message, StringComparison.Ordinal));
    }

    private string Pack()
    {
        var path = Path.Combine(folder.Path, "c.pfx");
        File.WriteAllBytes(path, Certificates.Pack(issued.Certificate, issued.Key));
        return path;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
