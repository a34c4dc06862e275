namespace Kotwal.Inventory.Reading;

/// <summary>
/// XML on its way to the library, which takes a tag with its attributes into memory as a whole: a stretch without the beginning
/// of a tag that is longer than any honest one ends the reading. For one thread; the caller owns the document.
/// </summary>
internal sealed class ShortRuns(Stream document) : Stream
{
    /// <summary>Most bytes between the beginnings of two tags.</summary>
    public const int MaxRun = 16 * InventoryLimits.MaxValueCharacters;

    private long run;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InventoryException">A stretch is too long.</exception>
    public override int Read(Span<byte> buffer)
    {
        var length = document.Read(buffer);
        var last = buffer[..length].LastIndexOf((byte)'<');
        run = last < 0 ? run + length : length - last;
        return run <= MaxRun
            ? length
            : throw new InventoryException($"A text or a tag of the XML is longer than {MaxRun} bytes.");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
