using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kotwal.Tls;

/// <summary>
/// Which server a client of ours believes to be the right one: by the system's authorities, by authorities of the operator's own,
/// or one certificate known by its fingerprint. There is no way to believe just any.
/// </summary>
internal sealed class ServerTrust
{
    private readonly X509Certificate2Collection? authorities;
    private readonly byte[]? fingerprint;

    private ServerTrust(X509Certificate2Collection? authorities, byte[]? fingerprint)
    {
        this.authorities = authorities;
        this.fingerprint = fingerprint;
    }

    /// <summary>The system's authorities.</summary>
    public static ServerTrust BySystem { get; } = new(null, null);

    /// <summary>The certificates of a PEM file, and nothing else.</summary>
    /// <exception cref="InvalidDataException">There is no certificate in the file.</exception>
    public static ServerTrust ByAuthorities(string path)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPemFile(path);
        }
        catch (CryptographicException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }

        return all.Count > 0 ? new(all, null) : throw new InvalidDataException($"{path}: there is no certificate in it.");
    }

    /// <summary>The one certificate with this SHA-256, whatever names it carries.</summary>
    /// <exception cref="InvalidDataException">The text is no SHA-256.</exception>
    public static ServerTrust ByFingerprint(string text) =>
        new(null, Fingerprint.Read(text) ?? throw new InvalidDataException("A fingerprint is a SHA-256: 32 pairs of hexadecimal digits, as the server prints it."));

    /// <summary>A handler for one client. Redirects are not followed: they would lead to a server that nobody named.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = ChainPolicy(),
            RemoteCertificateValidationCallback = Believes,
        },
    };

    private X509ChainPolicy? ChainPolicy()
    {
        if (authorities is null)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private bool Believes(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return false;
        }

        var seen = certificate.GetCertHash(HashAlgorithmName.SHA256);
        if (fingerprint is not null ? CryptographicOperations.FixedTimeEquals(seen, fingerprint) : errors == SslPolicyErrors.None)
        {
            return true;
        }

        throw new AuthenticationException(
            $"The server's certificate (SHA-256 {Fingerprint.Of(certificate)}) is not the one to be trusted: "
            + (fingerprint is not null ? "its fingerprint is another." : $"{errors}. Compare the fingerprint with what the server printed, then give it with --fingerprint, or give --ca-file."));
    }
}
