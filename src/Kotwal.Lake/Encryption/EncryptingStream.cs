using System.Security.Cryptography;

namespace Kotwal.Lake.Encryption;

/// <summary>
/// Encrypts another stream while it is read: AES-256-GCM in chunks, each bound to its place, to the name, and to being the last or not. Holds
/// two chunks in memory. The other stream is the caller's to dispose of.
/// </summary>
internal sealed class EncryptingStream : Stream
{
    /// <summary>Length of chunks that are written.</summary>
    public const int UsualChunkBytes = 1 << 20;

    private readonly Stream plain;
    private readonly AesGcm gcm;
    private readonly byte[] head;
    private readonly byte[] sealedChunk;
    private byte[] current;
    private byte[] next;
    private ReadOnlyMemory<byte> ready;
    private int currentBytes = -1;
    private long chunk;
    private bool isOver;

    /// <param name="plain">What is encrypted.</param>
    /// <param name="name">What it is called; whoever opens it must expect this name.</param>
    /// <param name="key">A key that was never used before.</param>
    /// <param name="envelope">The wrapped key, if it is to stand in the file itself; else empty.</param>
    /// <param name="chunkBytes">Length of a chunk.</param>
    public EncryptingStream(Stream plain, string name, ReadOnlySpan<byte> key, ReadOnlySpan<byte> envelope, int chunkBytes = UsualChunkBytes)
    {
        this.plain = plain;
        gcm = new AesGcm(key, EncryptedHead.TagBytes);
        head = EncryptedHead.Write(name, chunkBytes);
        ready = (byte[])[.. head, .. EncryptedHead.WriteEnvelope(envelope)];
        (current, next) = (new byte[chunkBytes], new byte[chunkBytes]);
        sealedChunk = new byte[chunkBytes + EncryptedHead.TagBytes];
    }

    /// <summary>Length of what is encrypted without the wrapped key in it.</summary>
    public static long LengthOf(string name, long plainBytes) =>
        EncryptedHead.Write(name, UsualChunkBytes).Length + EncryptedHead.WriteEnvelope([]).Length
        + plainBytes + (Math.Max(1, (plainBytes + UsualChunkBytes - 1) / UsualChunkBytes) * EncryptedHead.TagBytes);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (ready.IsEmpty && !isOver)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        var count = Math.Min(buffer.Length, ready.Length);
        ready[..count].CopyTo(buffer);
        ready = ready[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        gcm.Dispose();
        base.Dispose(disposing);
    }

    // Only when nothing follows is a chunk known to be the last.
    private async ValueTask FillAsync(CancellationToken cancel)
    {
        if (currentBytes < 0)
        {
            currentBytes = await plain.ReadAtLeastAsync(current, current.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        }

        var nextBytes = currentBytes < current.Length ? 0 : await plain.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        isOver = nextBytes == 0;
        Seal();
        (current, next) = (next, current);
        currentBytes = nextBytes;
        chunk++;
    }

    private void Seal()
    {
        Span<byte> nonce = stackalloc byte[EncryptedHead.NonceBytes];
        EncryptedHead.WriteNonce(nonce, chunk, isOver);
        gcm.Encrypt(nonce, current.AsSpan(0, currentBytes), sealedChunk.AsSpan(0, currentBytes), sealedChunk.AsSpan(currentBytes, EncryptedHead.TagBytes), head);
        ready = sealedChunk.AsMemory(0, currentBytes + EncryptedHead.TagBytes);
    }
}
