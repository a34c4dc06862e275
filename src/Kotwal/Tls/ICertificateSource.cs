using System.Security.Cryptography.X509Certificates;

namespace Kotwal.Tls;

/// <summary>Where a server's certificate comes from. Called by one thread at a time.</summary>
internal interface ICertificateSource
{
    /// <summary>
    /// The certificate with its key first, then those of its issuers; null when it is the one that was given last.
    /// </summary>
    /// <exception cref="InvalidDataException">What stands there cannot be used; the message names the file.</exception>
    /// <exception cref="IOException">The files cannot be read or written now; asking again may help.</exception>
    X509Certificate2Collection? LoadIfChanged();
}
