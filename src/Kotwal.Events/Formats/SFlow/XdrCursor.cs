using System.Buffers.Binary;

namespace Kotwal.Events.Formats.SFlow;

/// <summary>
/// Reads values of XDR (RFC 4506) one after another. What is cut off gives zeros and empty spans from then on, and
/// <see cref="IsCut"/>, so that a caller asks once at the end.
/// </summary>
internal ref struct XdrCursor(ReadOnlySpan<byte> bytes, int start = 0)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Where the next value stands.</summary>
    public int Position { get; private set; } = start;

    /// <summary>True when something was read that is not there.</summary>
    public bool IsCut { get; private set; }

    public uint ReadUInt32() => Take(4) is { Length: 4 } value ? BinaryPrimitives.ReadUInt32BigEndian(value) : 0;

    public ulong ReadUInt64() => Take(8) is { Length: 8 } value ? BinaryPrimitives.ReadUInt64BigEndian(value) : 0;

    /// <summary>Reads bytes, which are filled up to a multiple of four.</summary>
    public ReadOnlySpan<byte> ReadBytes(uint length)
    {
        if (length > int.MaxValue - 3)
        {
            IsCut = true;
            return default;
        }

        var value = Take((int)length);
        Position = Math.Min(bytes.Length, Position + (int)((4 - (length & 3)) & 3));
        return value;
    }

    /// <summary>Reads an address with its kind before it; empty when it is unknown.</summary>
    public ReadOnlySpan<byte> ReadAddress() => ReadUInt32() switch
    {
        1 => Take(4),
        2 => Take(16),
        _ => default,
    };

    private ReadOnlySpan<byte> Take(int length)
    {
        if (IsCut || length > bytes.Length - Position)
        {
            IsCut = true;
            return default;
        }

        Position += length;
        return bytes.Slice(Position - length, length);
    }
}
