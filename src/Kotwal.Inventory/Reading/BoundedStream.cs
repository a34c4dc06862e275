namespace Kotwal.Inventory.Reading;

/// <summary>A stream that may be read up to a bound, which several streams may share. Does not own the inner stream.</summary>
internal sealed class BoundedStream(Stream inner, ByteBudget budget) : Stream
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

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        budget.Spend(count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Bytes that may still be read.</summary>
/// <param name="bytes">All that may be read.</param>
/// <param name="what">What is too large when there are more, as the subject of a sentence.</param>
internal sealed class ByteBudget(long bytes, string what)
{
    private readonly long most = bytes;
    private long left = bytes;

    /// <exception cref="InventoryException">More was read than may be.</exception>
    public void Spend(long count)
    {
        left -= count;
        if (left < 0)
        {
            throw new InventoryException($"{what} is larger than {most / (1024 * 1024)} MiB.");
        }
    }
}
