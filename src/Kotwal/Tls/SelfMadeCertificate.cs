using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kotwal.Tls;

/// <summary>Makes the certificate of a server that nobody has given one: a P-256 key, signed by itself, for the names it is reached by.</summary>
internal static class SelfMadeCertificate
{
    /// <summary>How long one is valid: what browsers accept at most of any certificate.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(398);

    // A client whose clock is a little behind must not find it "not yet valid".
    private static readonly TimeSpan ClockAllowance = TimeSpan.FromHours(1);

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Makes a new key and its certificate.</summary>
    public static X509Certificate2 Create(CertificateNames names, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName("Kotwal");
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(names.ToExtension());
        var from = clock.GetUtcNow() - ClockAllowance;
        return request.CreateSelfSigned(from, from + Life);
    }
}
