using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kotwal.Tests.Tls;

/// <summary>Certificates as an operator's own authority would give them.</summary>
internal static class Certificates
{
    public const string Password = "a password of the key";

    /// <summary>A certificate for a host, issued by an authority, as PEM texts.</summary>
    public static (string Certificate, string Issuer, string Key) Issue(string host)
    {
        using var authorityKey = RSA.Create(2048);
        var authority = new CertificateRequest("CN=City authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        using var issuer = authority.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(90));
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(issuer, issuer.NotBefore, issuer.NotAfter, RandomNumberGenerator.GetBytes(8));
        return (issued.ExportCertificatePem(), issuer.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public static string Encrypt(string keyPem)
    {
        using var key = RSA.Create();
        key.ImportFromPem(keyPem);
        return key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000));
    }

    public static byte[] Pack(string certificatePem, string keyPem)
    {
        using var whole = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        return whole.Export(X509ContentType.Pkcs12, Password);
    }

    public static string FingerprintOf(string certificatePem)
    {
        using var certificate = X509Certificate2.CreateFromPem(certificatePem);
        return Kotwal.Tls.Fingerprint.Of(certificate);
    }
}
