using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Tls;

/// <summary>
/// The authorities whose certificates clients may show: a PEM file of the operator's, looked at again at most every ten seconds,
/// when somebody connects. What cannot be used later is told in the log, and the last good ones stay. Safe for many threads.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="setting">Key of the setting that names it.</param>
/// <param name="clock">Says when to look again.</param>
/// <param name="log">Told of changes.</param>
internal sealed partial class ClientAuthorities(string path, string setting, TimeProvider clock, ILogger log)
{
    // A few KiB each; what is longer is another file given by mistake.
    private const int MaxFileBytes = 1 << 20;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly Lock turn = new();
    private byte[] lastBytes = [];
    private X509Certificate2Collection? current;
    private DateTimeOffset lookAt;
    private string? refusal;

    /// <summary>The authorities in force.</summary>
    /// <exception cref="InvalidDataException">Thrown the first time only: the file holds none.</exception>
    public X509Certificate2Collection Current
    {
        get
        {
            lock (turn)
            {
                if (current is null || clock.GetUtcNow() >= lookAt)
                {
                    lookAt = clock.GetUtcNow() + LookInterval;
                    Look();
                }

                return current!;
            }
        }
    }

    /// <summary>Which chains are believed: those that end at one of the authorities, and no others.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,

            // An issuer that is not in the file is not fetched from an address that a stranger's certificate names.
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(Current);
        return policy;
    }

    private void Look()
    {
        try
        {
            var bytes = new FileInfo(path).Length <= MaxFileBytes ? File.ReadAllBytes(path) : throw new InvalidDataException("it is longer than any list of authorities.");
            if (current is not null && bytes.AsSpan().SequenceEqual(lastBytes))
            {
                return;
            }

            // Kept before it is read: what cannot be used is told once and not at every connection.
            lastBytes = bytes;
            current = Read(bytes);
            refusal = null;
            Taken(setting, current.Count);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or CryptographicException)
        {
            if (current is null)
            {
                throw new InvalidDataException($"{setting}: {path} cannot be used: {error.Message}", error);
            }

            if (error.Message != refusal)
            {
                refusal = error.Message;
                Refused(setting, refusal);
            }
        }
    }

    private static X509Certificate2Collection Read(byte[] bytes)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(Encoding.UTF8.GetString(bytes));
        return all.Count > 0 ? all : throw new InvalidDataException("there is no certificate in it.");
    }

    [LoggerMessage(1030, LogLevel.Information, "{Setting}: clients may show certificates of {Count} authorities.")]
    private partial void Taken(string setting, int count);

    [LoggerMessage(1031, LogLevel.Warning, "{Setting}: the changed file is not used, the last good authorities stay: {Reason}")]
    private partial void Refused(string setting, string reason);
}
