using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kotwal.Tls;

/// <summary>
/// The certificate that the server makes for itself at its first start and keeps in a private folder. It is made anew 30 days
/// before it ends, and when it does not name the host that the server is told to listen on.
/// </summary>
/// <param name="folder">The private folder; made when absent.</param>
/// <param name="listenHost">Host of the address that the server listens on.</param>
/// <param name="clock">Says when the certificate is old.</param>
internal sealed class SelfMadeSource(string folder, string listenHost, TimeProvider clock) : ICertificateSource
{
    /// <summary>How long before its end a certificate is replaced.</summary>
    public static readonly TimeSpan RenewalTime = TimeSpan.FromDays(30);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private DateTimeOffset? renewAt;

    /// <summary>Key and certificate in one file, so that both change in one step.</summary>
    private string PrivateFile => Path.Combine(folder, "server.pem");

    /// <summary>The certificate alone, to hand to clients; the program never reads it.</summary>
    private string PublicFile => Path.Combine(folder, "server.crt");

    /// <inheritdoc/>
    public X509Certificate2Collection? LoadIfChanged()
    {
        if (clock.GetUtcNow() < renewAt)
        {
            return null;
        }

        var certificate = Read() ?? Make();
        renewAt = certificate.NotAfter.ToUniversalTime() - RenewalTime;
        return [certificate];
    }

    /// <summary>What was made before, if it will do.</summary>
    private X509Certificate2? Read()
    {
        if (!File.Exists(PrivateFile))
        {
            return null;
        }

        try
        {
            var certificate = PemCertificate.Read(File.ReadAllText(PrivateFile), password: null)[0];
            return clock.GetUtcNow() < certificate.NotAfter.ToUniversalTime() - RenewalTime && NamesHost(certificate) ? certificate : null;
        }
        catch (CryptographicException)
        {
            // Nothing is lost with a damaged one but the fingerprint that people knew, and the new one is printed.
            return null;
        }
    }

    private X509Certificate2 Make()
    {
        using var made = SelfMadeCertificate.Create(CertificateNames.OfThisMachine(listenHost), clock);
        using var key = made.GetECDsaPrivateKey()!;
        Directory.CreateDirectory(folder);
        Write(PrivateFile, key.ExportPkcs8PrivateKeyPem() + "\n" + made.ExportCertificatePem() + "\n");
        Write(PublicFile, made.ExportCertificatePem() + "\n");
        return PemCertificate.WithStoredKey(made);
    }

    // Other names and addresses come and go with networks and containers; a new certificate for each would make fingerprints
    // worthless.
    private bool NamesHost(X509Certificate2 certificate) => CertificateNames.Of(certificate).Has(listenHost);

    private static void Write(string path, string text)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(text);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
