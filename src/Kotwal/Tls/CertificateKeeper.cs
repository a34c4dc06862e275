using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Kotwal.Collectors.Tls;

namespace Kotwal.Tls;

/// <summary>
/// Holds the certificate that connections get, and looks at most every ten seconds, when somebody connects, whether there is
/// another one. May be asked by many threads. What cannot be loaded later is told in the log, and the last good one stays.
/// </summary>
internal sealed partial class CertificateKeeper(ICertificateSource source, TimeProvider clock, ILogger<CertificateKeeper> log)
    : IDoorCertificate
{
    /// <summary>How long a look is good for.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly Lock turn = new();
    private volatile Held? held;
    private long lookAtTicks;

    /// <summary>SHA-256 of the certificate that connections get now.</summary>
    public string Fingerprint => Tls.Fingerprint.Of(Take().Leaf);

    /// <summary>Names that the certificate is for.</summary>
    public CertificateNames Names => Take().Names;

    /// <summary>The certificate with its issuers, for one handshake.</summary>
    /// <exception cref="InvalidDataException">Thrown the first time only: there is none that can be used.</exception>
    public SslStreamCertificateContext Context => Take().Context;

    /// <summary>The certificate alone.</summary>
    public X509Certificate2 Leaf => Take().Leaf;

    private Held Take()
    {
        if (held is not { } current)
        {
            turn.Enter();
        }
        else if (clock.GetUtcNow().Ticks < Volatile.Read(ref lookAtTicks) || !turn.TryEnter())
        {
            return current;
        }

        try
        {
            Volatile.Write(ref lookAtTicks, (clock.GetUtcNow() + LookInterval).Ticks);
            return Look();
        }
        finally
        {
            turn.Exit();
        }
    }

    private Held Look()
    {
        try
        {
            if (source.LoadIfChanged() is { } loaded)
            {
                // An old one is left to the collector: handshakes may still hold it.
                held = new(
                    loaded[0], SslStreamCertificateContext.Create(loaded[0], [.. loaded.Skip(1)], offline: true), CertificateNames.Of(loaded[0]));
                CertificateTaken(Tls.Fingerprint.Of(loaded[0]), loaded[0].NotAfter.ToUniversalTime());
            }
        }
        catch (Exception error) when (held is not null && error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            CertificateRefused(error.Message);
        }

        return held ?? throw new InvalidOperationException("The source gave no certificate.");
    }

    [LoggerMessage(9030, LogLevel.Information, "Connections get the certificate SHA-256 {Fingerprint}, valid until {End:u}.")]
    private partial void CertificateTaken(string fingerprint, DateTimeOffset end);

    [LoggerMessage(9031, LogLevel.Warning, "The new certificate is not used, the last good one stays. {Reason}")]
    private partial void CertificateRefused(string reason);

    private sealed record Held(X509Certificate2 Leaf, SslStreamCertificateContext Context, CertificateNames Names);
}
