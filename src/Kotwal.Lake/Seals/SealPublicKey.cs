using System.Security.Cryptography;

namespace Kotwal.Lake.Seals;

/// <summary>A public key that seals are checked with. Immutable.</summary>
/// <param name="Fingerprint">SHA-256 of the key's SubjectPublicKeyInfo, in lower-case hexadecimal digits.</param>
/// <param name="Pem">The key as PEM.</param>
internal sealed record SealPublicKey(string Fingerprint, string Pem)
{
    private const string P256 = "1.2.840.10045.3.1.7";

    public static SealPublicKey Of(ECDsa key) =>
        new(Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())), key.ExportSubjectPublicKeyInfoPem() + "\n");

    /// <summary>Reads a key in PEM; of a private one its public half.</summary>
    /// <exception cref="InvalidDataException">The file holds no such key.</exception>
    public static SealPublicKey Load(string path)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is not the PEM file of a key on the curve P-256: {wrong.Message}", wrong);
        }

        RequireP256(key, path);
        return Of(key);
    }

    public static void RequireP256(ECDsa key, string path)
    {
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;
        if (curve.Oid?.Value != P256 && curve.Oid?.FriendlyName is not ("nistP256" or "ECDSA_P256"))
        {
            throw new InvalidDataException($"{path} holds a key on another curve than P-256.");
        }
    }

    /// <summary>True when the signature, in DER, is of these bytes and of this key.</summary>
    public bool Verifies(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(Pem);
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
