using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kotwal.Collectors.Tls;

namespace Kotwal.Collectors.Tests.Tls;

/// <summary>An authority, and certificates that it issued, as the PEM files that programs want.</summary>
internal sealed class CertificateFiles : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly string folder;
    private readonly X509Certificate2 authority;
    private byte serial;

    public CertificateFiles(string folder, string name)
    {
        this.folder = Path.Combine(folder, name);
        Directory.CreateDirectory(this.folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Authority {name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
    }

    public string AuthorityFile => Path.Combine(folder, "authority.pem");

    public X509Certificate2Collection Authorities => [X509CertificateLoader.LoadCertificate(authority.RawData)];

    /// <summary>Issues a certificate for a server on the loopback address.</summary>
    public X509Certificate2 IssueServer() => Issue("127.0.0.1", ServerAuthentication).Certificate;

    /// <summary>Issues a client's certificate.</summary>
    public (X509Certificate2 Certificate, string CertificateFile, string KeyFile) IssueClient(string name) => Issue(name, ClientAuthentication);

    public void Dispose() => authority.Dispose();

    private (X509Certificate2 Certificate, string CertificateFile, string KeyFile) Issue(string name, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        using var signed = request.Create(authority, authority.NotBefore, authority.NotAfter, [++serial]);
        using var withKey = signed.CopyWithPrivateKey(key);
        var (certificateFile, keyFile) = (Path.Combine(folder, $"{serial}.pem"), Path.Combine(folder, $"{serial}.key"));
        File.WriteAllText(certificateFile, signed.ExportCertificatePem() + "\n");
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        return (X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null), certificateFile, keyFile);
    }
}

/// <summary>The certificate of the doors under test; another may take its place while they run.</summary>
internal sealed class SomeCertificate(X509Certificate2 first) : IDoorCertificate
{
    public X509Certificate2 Current { get; set; } = first;

    public SslStreamCertificateContext Context => SslStreamCertificateContext.Create(Current, [], offline: true);
}
