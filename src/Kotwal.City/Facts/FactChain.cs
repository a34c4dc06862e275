using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kotwal.City.Facts;

/// <summary>
/// Computes a recording's hash while its facts pass by: SHA-256 over the hash before, the header, each fact and their count.
/// Each text stands behind its length, so that no two recordings are the same bytes (docs/formats/facts.md).
/// </summary>
internal sealed class FactChain : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = new byte[BufferBytes];
    private int filled;
    private long count;

    public FactChain(string previousHash, long number, long recordedAt, RecordingHeader header)
    {
        hash.AppendData(Convert.FromHexString(previousHash));
        Add(number);
        Add(recordedAt);
        Add(header.Source);
        Add(header.Actor);
        Add(header.Note);
    }

    /// <summary>What the first recording follows.</summary>
    public static string Origin { get; } = new('0', 2 * SHA256.HashSizeInBytes);

    public void Add(in Fact fact)
    {
        Reserve(16);
        fact.Subject.Value.TryWriteBytes(buffer.AsSpan(filled), bigEndian: true, out var written);
        filled += written;
        Add(fact.Predicate);
        Add(fact.Value);
        Add(FactTime.ToMicroseconds(fact.EffectiveAt));
        Add(fact.IsEnd ? 1L : 0L);
        count++;
    }

    /// <summary>The hash in hexadecimal; the chain is used up.</summary>
    public string End()
    {
        Add(count);
        hash.AppendData(buffer, 0, filled);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();

    private void Add(long number)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(filled), number);
        filled += sizeof(long);
    }

    private void Add(string text)
    {
        Add((long)Encoding.UTF8.GetByteCount(text));
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        filled += Encoding.UTF8.GetBytes(text, buffer.AsSpan(filled));
    }

    private void Reserve(int bytes)
    {
        if (buffer.Length - filled >= bytes)
        {
            return;
        }

        hash.AppendData(buffer, 0, filled);
        filled = 0;
        buffer = buffer.Length >= bytes ? buffer : new byte[bytes];
    }
}
