using System.Buffers.Binary;
using System.Text;

namespace Kotwal.Lake.Encryption;

/// <summary>
/// The first bytes of something encrypted: its version, the length of its chunks and its name, to which each chunk is bound; then, unless it
/// is kept elsewhere, the wrapped key. docs/formats/encrypted.md describes the bytes.
/// </summary>
internal static class EncryptedHead
{
    /// <summary>Length of the tag behind each chunk.</summary>
    public const int TagBytes = 16;

    /// <summary>Length of a nonce.</summary>
    public const int NonceBytes = 12;

    /// <summary>Most bytes of a chunk that a file may ask for; a reader holds one in memory.</summary>
    public const int MaxChunkBytes = 16 << 20;

    private const ushort Version = 1;
    private const int FixedBytes = 12;
    private const int MaxNameBytes = 1_024;

    /// <summary>The part that chunks are bound to.</summary>
    public static byte[] Write(string name, int chunkBytes)
    {
        var text = Encoding.UTF8.GetBytes(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaxNameBytes);
        var head = new byte[FixedBytes + text.Length];
        "KWEN"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(4), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(6), (ushort)text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), chunkBytes);
        text.CopyTo(head, FixedBytes);
        return head;
    }

    /// <summary>What follows the head: the length of the wrapped key, and the key.</summary>
    public static byte[] WriteEnvelope(ReadOnlySpan<byte> envelope)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)envelope.Length);
        return [.. length, .. envelope];
    }

    /// <summary>The nonce of a chunk. The key is of one object alone, so a number is enough; that of the last chunk differs from all others.</summary>
    public static void WriteNonce(Span<byte> nonce, long chunk, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, chunk);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
    }

    /// <summary>Reads head and wrapped key; the stream then stands at the first chunk.</summary>
    /// <exception cref="InvalidDataException">It is nothing encrypted, cut off, or of a version that this program does not know.</exception>
    public static async Task<(byte[] Head, string Name, int ChunkBytes, byte[] Envelope)> ReadAsync(Stream input, CancellationToken cancel)
    {
        var start = await ReadExactlyAsync(input, FixedBytes, cancel).ConfigureAwait(false);
        var nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(6));
        var chunkBytes = BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(8));
        if (!start.AsSpan().StartsWith("KWEN"u8) || BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(4)) != Version
            || nameBytes > MaxNameBytes || chunkBytes is < 1 or > MaxChunkBytes)
        {
            throw new InvalidDataException("It is nothing that this program encrypted, is damaged, or of a version that this program does not know.");
        }

        var name = await ReadExactlyAsync(input, nameBytes, cancel).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(await ReadExactlyAsync(input, 2, cancel).ConfigureAwait(false));
        if (length is not 0 and not KeyEnvelope.Bytes)
        {
            throw new InvalidDataException("It is damaged: its wrapped key has a wrong length.");
        }

        var envelope = await ReadExactlyAsync(input, length, cancel).ConfigureAwait(false);
        return ([.. start, .. name], Encoding.UTF8.GetString(name), chunkBytes, envelope);
    }

    private static async Task<byte[]> ReadExactlyAsync(Stream input, int count, CancellationToken cancel)
    {
        var bytes = new byte[count];
        return await input.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, cancel).ConfigureAwait(false) == count
            ? bytes
            : throw new InvalidDataException("It is cut off.");
    }
}
