using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kotwal.Collectors.Tls;

/// <summary>
/// The server's side of TLS at a door: 1.2 and 1.3, the certificate that is in force now, and, where the door has authorities of
/// clients, who the client is. Safe for many threads.
/// </summary>
/// <param name="certificate">Gives the certificate.</param>
/// <param name="options">The door's settings.</param>
/// <param name="authorities">Whose certificates clients may show; null when they are asked for none.</param>
/// <param name="clock">Says when a handshake takes too long.</param>
internal sealed class DoorTls(IDoorCertificate certificate, DoorTlsOptions options, ClientAuthorities? authorities, TimeProvider clock)
{
    /// <summary>Attribute of an origin: the subject of the client's certificate.</summary>
    public const string ClientSubject = "kotwal.sender.certificate.subject";

    /// <summary>Attribute of an origin: SHA-256 of the client's certificate.</summary>
    public const string ClientHash = "kotwal.sender.certificate.sha256";

    /// <summary>Looks at certificate and authorities once, so that what cannot be used is told at the start.</summary>
    /// <exception cref="InvalidDataException">One of them cannot be used; the message names the file.</exception>
    public void Check()
    {
        _ = certificate.Context;
        _ = authorities?.Current;
    }

    /// <summary>Encrypts the connection.</summary>
    /// <returns>The encrypted stream, which closes the plain one with itself, and what is known of the client.</returns>
    /// <exception cref="AuthenticationException">The client does not speak TLS, or is not let in; the message says why.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">It took too long, or was cancelled.</exception>
    public async Task<(SslStream Stream, IReadOnlyList<KeyValuePair<string, string>> Attributes)> HandshakeAsync(
        Stream plain, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(options.HandshakeTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var check = new ClientCheck(options.RequireClientCertificate);
        var stream = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsServerAsync(Settings(check), either.Token);
            return (stream, AttributesOf(stream.RemoteCertificate as X509Certificate2));
        }
        catch (AuthenticationException failure)
        {
            await stream.DisposeAsync();
            throw new AuthenticationException(check.Refusal ?? failure.InnerException?.Message ?? failure.Message, failure);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private SslServerAuthenticationOptions Settings(ClientCheck check) => new()
    {
        ServerCertificateContext = certificate.Context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowRenegotiation = false,
        ClientCertificateRequired = authorities is not null,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = authorities?.Policy(),
        RemoteCertificateValidationCallback = authorities is null ? null : check.Accepts,
    };

    private static List<KeyValuePair<string, string>> AttributesOf(X509Certificate2? client) => client is null ? [] :
    [
        new(ClientSubject, client.Subject),
        new(ClientHash, client.GetCertHashString(HashAlgorithmName.SHA256)),
    ];

    /// <summary>Judges one client's certificate and remembers why it was refused, which the exception does not say.</summary>
    private sealed class ClientCheck(bool isRequired)
    {
        public string? Refusal { get; private set; }

        public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            if (certificate is null)
            {
                Refusal = isRequired ? "The client showed no certificate, and one is required." : null;
            }
            else if ((errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) != SslPolicyErrors.None)
            {
                var reasons = chain?.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct() ?? [];
                Refusal = $"The client's certificate ({certificate.Subject}) is not accepted: {string.Join(' ', reasons)}";
            }

            return Refusal is null;
        }
    }
}
