using System.Security.Cryptography;

namespace Kotwal.Lake.Encryption;

/// <summary>A single file in the form of cold objects, with its wrapped key inside: for what leaves the house. docs/formats/encrypted.md describes the bytes.</summary>
public static class EncryptedFile
{
    /// <summary>Encrypts.</summary>
    /// <param name="plain">What is encrypted.</param>
    /// <param name="name">What the file was called; it can be read without the key.</param>
    /// <param name="key">The key that opens it.</param>
    /// <param name="output">Gets the encrypted bytes.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task EncryptAsync(Stream plain, string name, MasterKey key, Stream output, CancellationToken cancel)
    {
        var own = RandomNumberGenerator.GetBytes(KeyEnvelope.KeyBytes);
        await using var encrypted = new EncryptingStream(plain, name, own, KeyEnvelope.Wrap(own, name, key));
        CryptographicOperations.ZeroMemory(own);
        await encrypted.CopyToAsync(output, cancel).ConfigureAwait(false);
    }

    /// <summary>Decrypts. What was written counts for nothing unless this returns.</summary>
    /// <returns>SHA-256 of the plain bytes in lower-case hexadecimal digits.</returns>
    /// <exception cref="InvalidDataException">It was altered or cut off, or is nothing encrypted.</exception>
    /// <exception cref="MasterKeyMissingException">None of the keys opens it.</exception>
    public static Task<string> DecryptAsync(Stream encrypted, IReadOnlyList<MasterKey> keys, Stream output, CancellationToken cancel) =>
        Decryption.RunAsync(encrypted, name: null, envelope: null, new MasterKeyRing(keys), output, cancel);
}
