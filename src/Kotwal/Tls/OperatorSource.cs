using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kotwal.Tls;

/// <summary>
/// The operator's own certificate: PEM (certificate, issuers and key in one file or two) or PKCS#12. A changed file is taken
/// without a restart; content decides and not times, because some tools change what a link points at.
/// </summary>
/// <param name="certificateFile">PEM or PKCS#12 (<c>.pfx</c>, <c>.p12</c>).</param>
/// <param name="keyFile">PEM of the key, when it is not in the first file.</param>
/// <param name="passwordFile">A file whose first line is the password of the key or of the PKCS#12 file.</param>
internal sealed class OperatorSource(string certificateFile, string? keyFile, string? passwordFile) : ICertificateSource
{
    // A chain and a key are a few KiB; what is longer is another file given by mistake.
    private const int MaxFileBytes = 1 << 20;

    private byte[]? lastHash;

    /// <inheritdoc/>
    public X509Certificate2Collection? LoadIfChanged()
    {
        var certificate = ReadFile(certificateFile);
        var key = keyFile is null ? [] : ReadFile(keyFile);
        var password = passwordFile is null ? null : Encoding.UTF8.GetString(ReadFile(passwordFile)).Split('\n')[0].TrimEnd('\r');
        var hash = SHA256.HashData([.. SHA256.HashData(certificate), .. SHA256.HashData(key), .. SHA256.HashData(Encoding.UTF8.GetBytes(password ?? ""))]);
        if (lastHash is not null && hash.AsSpan().SequenceEqual(lastHash))
        {
            return null;
        }

        // Kept before it is read: what cannot be used is told once and not at every connection.
        lastHash = hash;
        return Read(certificate, key, password);
    }

    private X509Certificate2Collection Read(byte[] certificate, byte[] key, string? password)
    {
        try
        {
            var isPem = certificate.AsSpan().IndexOf("-----BEGIN "u8) >= 0;
            return isPem
                ? PemCertificate.Read(Encoding.UTF8.GetString([.. certificate, (byte)'\n', .. key]), password)
                : WithKeyFirst(X509CertificateLoader.LoadPkcs12Collection(certificate, password));
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"Server:CertificateFile: {certificateFile} cannot be used: {error.Message}", error);
        }
    }

    private static X509Certificate2Collection WithKeyFirst(X509Certificate2Collection all) =>
        all.Any(one => one.HasPrivateKey)
            ? [.. all.OrderByDescending(one => one.HasPrivateKey)]
            : throw new CryptographicException("There is no key in it.");

    private static byte[] ReadFile(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new InvalidDataException($"{path}: there is no such file, and Server:CertificateFile, KeyFile or CertificatePasswordFile names it.");
        }

        return file.Length <= MaxFileBytes
            ? File.ReadAllBytes(path)
            : throw new InvalidDataException($"{path} is longer than any certificate.");
    }
}
