using System.Buffers.Binary;
using System.Text;

namespace Kotwal.Events.Reading;

/// <summary>
/// Reads what <see cref="StateWriter"/> wrote. Bytes that do not fit give zeros and empty spans from then on, and
/// <see cref="IsDamaged"/>, so that a caller asks once at the end. A count that was read is no size to allocate by.
/// </summary>
public ref struct StateReader(ReadOnlySpan<byte> state)
{
    private ReadOnlySpan<byte> rest = state;

    /// <summary>True when something was read that is not there.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>True when all was read and all was there.</summary>
    public readonly bool IsWhole => !IsDamaged && rest.IsEmpty;

    /// <summary>True while there is more to read.</summary>
    public readonly bool HasMore => !IsDamaged && !rest.IsEmpty;

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>A view into what is read.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadInt32();
        return length < 0 || length > rest.Length ? Fail() : Cut(length);
    }

    public string? ReadText()
    {
        if (rest.Length >= sizeof(int) && BinaryPrimitives.ReadInt32LittleEndian(rest) == -1)
        {
            Cut(sizeof(int));
            return null;
        }

        return Encoding.UTF8.GetString(ReadBytes());
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length <= rest.Length)
        {
            return Cut(length);
        }

        Fail();
        return new byte[sizeof(long)];
    }

    private ReadOnlySpan<byte> Cut(int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private ReadOnlySpan<byte> Fail()
    {
        IsDamaged = true;
        rest = default;
        return default;
    }
}
