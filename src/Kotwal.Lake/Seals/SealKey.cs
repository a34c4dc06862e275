using System.Security.Cryptography;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Seals;

/// <summary>
/// The city's own key, with which seals and evidence are signed: ECDSA over P-256 and SHA-256, signatures in DER as
/// <c>openssl dgst -sha256 -verify</c> reads them. Safe for many threads.
/// </summary>
internal sealed class SealKey : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ECDsa key;
    private readonly Lock signing = new();

    private SealKey(ECDsa key)
    {
        this.key = key;
        PublicKey = SealPublicKey.Of(key);
    }

    /// <summary>The half that everybody may have.</summary>
    public SealPublicKey PublicKey { get; }

    /// <summary>Reads a private key in PEM.</summary>
    /// <exception cref="InvalidDataException">The file holds no private key, or one of another kind.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SealKey Load(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            SealPublicKey.RequireP256(key, path);
            key.SignHash(new byte[SHA256.HashSizeInBytes]);
            return new SealKey(key);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new InvalidDataException($"{path} is not the PEM file of a private key on the curve P-256: {wrong.Message}", wrong);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Reads the key, or makes it where there is none, readable for this account alone.</summary>
    public static SealKey LoadOrMake(string path, LakeFiles files)
    {
        if (File.Exists(path))
        {
            return Load(path);
        }

        var made = new SealKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }

        files.WriteSecret(path, System.Text.Encoding.ASCII.GetBytes(made.key.ExportPkcs8PrivateKeyPem() + "\n"));
        return made;
    }

    public byte[] Sign(ReadOnlySpan<byte> content)
    {
        lock (signing)
        {
            return key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    public void Dispose() => key.Dispose();
}
