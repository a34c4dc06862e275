using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kotwal.Serving;
using Kotwal.Serving.Edge;
using Kotwal.Tls;

namespace Kotwal.Doctor;

/// <summary>Keys and certificates: whether they can be read, by whom, and until when they are valid.</summary>
internal sealed class KeysCheck : IDataCheck
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public string Part => "keys";

    public Task LookAsync(Examination examination, CancellationToken cancel)
    {
        var folder = examination.Data.Keys;
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
        {
            if (!path.EndsWith(".crt", StringComparison.Ordinal))
            {
                LookAtMode(examination, path);
            }
        }

        LookAtCertificate(examination, Path.Combine(folder, "server.pem"), isOwn: true);
        if (Configured(examination).CertificateFile is { } file)
        {
            LookAtCertificate(examination, file, isOwn: false);
        }

        if (File.Exists(examination.Data.SealKey) && !CanSeal(examination.Data.SealKey))
        {
            examination.Add(new(Part, examination.Data.SealKey, "The key that seals the lake cannot be read.", "Restore it from a backup: the server does not start without it."));
        }

        return Task.CompletedTask;
    }

    private void LookAtMode(Examination examination, string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == 0)
        {
            return;
        }

        if (examination.Repairs)
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~Others);
        }

        examination.Add(new(
            Part, path, "Other accounts of this machine can read or write it.", examination.Repairs ? "Its permissions were taken back." : "--repair takes their permissions back.",
            examination.Repairs, CanBeMended: true));
    }

    private void LookAtCertificate(Examination examination, string path, bool isOwn)
    {
        if (!File.Exists(path))
        {
            if (!isOwn)
            {
                examination.Add(new(Part, path, "Server:CertificateFile names it, and it is not there.", "Put the certificate there, or change the setting."));
            }

            return;
        }

        X509Certificate2? certificate;
        try
        {
            certificate = Read(path);
        }
        catch (CryptographicException damage)
        {
            examination.Add(new(Part, path, $"The certificate cannot be read: {damage.Message}", isOwn ? "The server makes a new one at its next start." : "Put a good one there."));
            return;
        }

        using (certificate)
        {
            var now = examination.Clock.GetUtcNow();
            var until = certificate.NotAfter.ToUniversalTime();
            examination.Note(Part, $"{Path.GetFileName(path)} is valid until {until:yyyy-MM-dd}");
            var left = until - now;
            if (left < (isOwn ? TimeSpan.Zero : SelfMadeSource.RenewalTime) || certificate.NotBefore.ToUniversalTime() > now)
            {
                examination.Add(new(
                    Part, path, string.Create(CultureInfo.InvariantCulture, $"The certificate is valid from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} to {until:yyyy-MM-dd}."),
                    isOwn ? "The server makes a new one at its next start." : "Renew it."));
            }
        }
    }

    // A PKCS#12 file with a password is the server's to open; its dates are told when it starts.
    private static X509Certificate2 Read(string path)
    {
        var text = File.ReadAllText(path);
        return text.Contains("-----BEGIN CERTIFICATE", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromPem(text)
            : X509CertificateLoader.LoadPkcs12FromFile(path, password: null);
    }

    private static bool CanSeal(string path)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return true;
        }
        catch (Exception damage) when (damage is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static EdgeOptions Configured(Examination examination)
    {
        var configuration = new ConfigurationBuilder();
        configuration.AddSettings(examination.Data, examination.Config);
        return configuration.Build().GetSection("Server").Get<EdgeOptions>() ?? new();
    }
}
