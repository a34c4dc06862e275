using System.Xml;

namespace Kotwal.Inventory.Formats.Xlsx;

/// <summary>A stream that is unpacked while it is read, and says in our words when that cannot be done.</summary>
internal sealed class UnpackedStream(Stream inner) : Stream
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

    /// <summary>What the library throws on wrong packed bytes.</summary>
    public static bool IsOfThePacking(Exception error) =>
        error is InvalidDataException or XmlException or ArgumentException or NotSupportedException or EndOfStreamException or OverflowException;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception error) when (IsOfThePacking(error))
        {
            throw new InventoryException("A part of the workbook cannot be unpacked.", error);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
