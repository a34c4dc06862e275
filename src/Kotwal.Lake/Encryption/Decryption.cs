using System.Security.Cryptography;

namespace Kotwal.Lake.Encryption;

/// <summary>Opens what <see cref="EncryptingStream"/> wrote.</summary>
internal static class Decryption
{
    /// <summary>
    /// Decrypts. No byte is handed on before its chunk was found to be sound; that the whole is, is known when this returns, so what was
    /// written must count for nothing before.
    /// </summary>
    /// <param name="input">The encrypted bytes.</param>
    /// <param name="name">The name that it must have; null for any.</param>
    /// <param name="envelope">The wrapped key, where it does not stand in the file itself; else null.</param>
    /// <param name="ring">The master keys.</param>
    /// <param name="output">Gets the plain bytes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The SHA-256 of the plain bytes in lower-case hexadecimal digits.</returns>
    /// <exception cref="InvalidDataException">It was altered, cut off, exchanged for another, or is nothing encrypted.</exception>
    /// <exception cref="MasterKeyMissingException">The master key is not in the ring.</exception>
    public static async Task<string> RunAsync(
        Stream input, string? name, ReadOnlyMemory<byte>? envelope, MasterKeyRing ring, Stream output, CancellationToken cancel)
    {
        var (head, found, chunkBytes, own) = await EncryptedHead.ReadAsync(input, cancel).ConfigureAwait(false);
        if (name is not null && name != found)
        {
            throw new InvalidDataException($"It is '{found}', which was put in the place of '{name}'.");
        }

        if ((envelope is null) != (own.Length > 0))
        {
            throw new InvalidDataException("Its wrapped key is not where it belongs.");
        }

        var key = KeyEnvelope.Unwrap((envelope ?? own).Span, found, ring);
        using var gcm = new AesGcm(key, EncryptedHead.TagBytes);
        CryptographicOperations.ZeroMemory(key);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await RunAsync(input, gcm, head, chunkBytes, hash, output, cancel).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task RunAsync(
        Stream input, AesGcm gcm, byte[] head, int chunkBytes, IncrementalHash hash, Stream output, CancellationToken cancel)
    {
        var current = new byte[chunkBytes + EncryptedHead.TagBytes];
        var next = new byte[current.Length];
        var plain = new byte[chunkBytes];
        var length = await input.ReadAtLeastAsync(current, current.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        for (var chunk = 0L; ; chunk++)
        {
            var following = length < current.Length ? 0 : await input.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            var opened = Open(gcm, head, chunk, isLast: following == 0, current.AsSpan(0, length), plain);
            hash.AppendData(plain, 0, opened);
            await output.WriteAsync(plain.AsMemory(0, opened), cancel).ConfigureAwait(false);
            if (following == 0)
            {
                return;
            }

            (current, next, length) = (next, current, following);
        }
    }

    private static int Open(AesGcm gcm, byte[] head, long chunk, bool isLast, ReadOnlySpan<byte> read, Span<byte> plain)
    {
        var length = read.Length - EncryptedHead.TagBytes;
        if (length < 0)
        {
            throw new InvalidDataException("It is cut off.");
        }

        Span<byte> nonce = stackalloc byte[EncryptedHead.NonceBytes];
        EncryptedHead.WriteNonce(nonce, chunk, isLast);
        try
        {
            gcm.Decrypt(nonce, read[..length], read[length..], plain[..length], head);
            return length;
        }
        catch (AuthenticationTagMismatchException altered)
        {
            throw new InvalidDataException($"It was altered or cut off at chunk {chunk}.", altered);
        }
    }
}
