using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kotwal.Lake.Encryption;

/// <summary>
/// The key of one object, wrapped by a master key: AES-256-GCM with a random nonce, bound to the object's name and to the master key's id.
/// docs/formats/encrypted.md describes the bytes.
/// </summary>
internal static class KeyEnvelope
{
    /// <summary>Length of an object's key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Length of an envelope.</summary>
    public const int Bytes = HeadBytes + NonceBytes + KeyBytes + TagBytes;

    private const ushort Version = 1;
    private const int IdAt = 8;
    private const int HeadBytes = IdAt + MasterKey.IdBytes;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] Wrap(ReadOnlySpan<byte> key, string name, MasterKey master)
    {
        var envelope = new byte[Bytes];
        "KWKY"u8.CopyTo(envelope);
        BinaryPrimitives.WriteUInt16LittleEndian(envelope.AsSpan(4), Version);
        master.IdBytesOfKey.CopyTo(envelope.AsSpan(IdAt));
        var nonce = envelope.AsSpan(HeadBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(master.Key, TagBytes);
        gcm.Encrypt(nonce, key, envelope.AsSpan(HeadBytes + NonceBytes, KeyBytes), envelope.AsSpan(Bytes - TagBytes), Bound(envelope, name));
        return envelope;
    }

    /// <exception cref="InvalidDataException">It is no envelope, was altered, or belongs to another object.</exception>
    /// <exception cref="MasterKeyMissingException">The master key is not in the ring.</exception>
    public static byte[] Unwrap(ReadOnlySpan<byte> envelope, string name, MasterKeyRing ring)
    {
        var master = ring.Find(IdOf(envelope));
        var key = new byte[KeyBytes];
        using var gcm = new AesGcm(master.Key, TagBytes);
        try
        {
            gcm.Decrypt(
                envelope.Slice(HeadBytes, NonceBytes), envelope.Slice(HeadBytes + NonceBytes, KeyBytes), envelope[^TagBytes..], key, Bound(envelope, name));
            return key;
        }
        catch (AuthenticationTagMismatchException altered)
        {
            throw new InvalidDataException("Its wrapped key was altered, or belongs to something else.", altered);
        }
    }

    /// <summary>The id of the master key that wraps.</summary>
    /// <exception cref="InvalidDataException">It is no envelope, or of a version that this program does not know.</exception>
    public static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> envelope) =>
        envelope.Length == Bytes && envelope.StartsWith("KWKY"u8) && BinaryPrimitives.ReadUInt16LittleEndian(envelope[4..]) == Version
            ? envelope.Slice(IdAt, MasterKey.IdBytes)
            : throw new InvalidDataException("Its wrapped key is damaged, or of a version that this program does not know.");

    private static byte[] Bound(ReadOnlySpan<byte> envelope, string name) => [.. envelope[..HeadBytes], .. Encoding.UTF8.GetBytes(name)];
}
