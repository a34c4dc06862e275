using System.Net.Security;

namespace Kotwal.Collectors.Tls;

/// <summary>The certificate that doors show their senders. The program that runs the doors gives it. Called by many threads.</summary>
public interface IDoorCertificate
{
    /// <summary>
    /// The certificate, its key and its issuers, for one handshake. It is asked for at each, so that a renewed one is shown
    /// without a restart.
    /// </summary>
    /// <exception cref="InvalidDataException">Thrown at a door's start only: there is none that can be used.</exception>
    SslStreamCertificateContext Context { get; }
}
