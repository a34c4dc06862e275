namespace Kotwal.Collectors.Lumberjack;

/// <summary>A stream that can only be read, forward.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>The next bytes of another stream, which stays open.</summary>
internal sealed class PartStream(Stream whole, int length) : ForwardStream
{
    public int Left { get; private set; } = length;

    public long Given { get; private set; }

    /// <summary>True when the last read threw: the connection broke, and the bytes are not to blame.</summary>
    public bool HasFailed { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Left == 0)
        {
            return 0;
        }

        HasFailed = true;
        var read = await whole.ReadAsync(buffer[..Math.Min(buffer.Length, Left)], cancellationToken);
        HasFailed = false;
        Left -= read;
        Given += read;
        return read;
    }
}

/// <summary>Ends with an error when more comes than a bound, which may grow while it is read, allows.</summary>
/// <param name="inner">Decompresses.</param>
/// <param name="packed">What it decompresses.</param>
/// <param name="bound">The bound now.</param>
internal sealed class BoundedStream(Stream inner, PartStream packed, Func<long> bound) : ForwardStream
{
    private long given;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadInnerAsync(buffer, cancellationToken);
        given += read;
        return given <= bound() ? read : throw new InvalidDataException("A compressed frame grows too large. Send less at a time.");
    }

    // Some damage the runtime tells as a failure of the world: a stream that wants a dictionary, for one.
    private async ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancel);
        }
        catch (IOException damaged) when (!packed.HasFailed)
        {
            throw new InvalidDataException("A compressed frame cannot be decompressed: " + damaged.Message, damaged);
        }
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
