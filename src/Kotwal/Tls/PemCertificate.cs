using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kotwal.Tls;

/// <summary>Reads a certificate, its key and its issuers from PEM text.</summary>
internal static class PemCertificate
{
    private const string Encrypted = "ENCRYPTED PRIVATE KEY";

    /// <summary>Reads a text that holds a key and one or more certificates; the first certificate is the key's.</summary>
    /// <param name="pem">The text; several files may be put one behind the other, the certificates' file first.</param>
    /// <param name="password">Password of the key, if it is encrypted.</param>
    /// <exception cref="CryptographicException">It holds no certificate, no key, or a key of another certificate.</exception>
    public static X509Certificate2Collection Read(string pem, string? password)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(pem);
        if (all.Count == 0)
        {
            throw new CryptographicException("There is no certificate in it.");
        }

        using var first = pem.Contains(Encrypted, StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPem(pem, pem, password)
            : X509Certificate2.CreateFromPem(pem, pem);
        all[0].Dispose();
        all[0] = WithStoredKey(first);
        return all;
    }

    /// <summary>A copy whose key every platform's TLS can use; on Windows a key that was only in memory cannot.</summary>
    public static X509Certificate2 WithStoredKey(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
}
