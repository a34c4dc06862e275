using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Kotwal.Events.Reading;

/// <summary>Writes what a reader remembers: numbers little-endian, bytes and text after their length. Read by <see cref="StateReader"/>.</summary>
public readonly struct StateWriter(IBufferWriter<byte> output)
{
    public void Add(int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), number);
        output.Advance(sizeof(int));
    }

    public void Add(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), number);
        output.Advance(sizeof(long));
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length);
        output.Write(bytes);
    }

    /// <summary>Writes a text, or that there is none.</summary>
    public void Add(string? text)
    {
        if (text is null)
        {
            Add(-1);
            return;
        }

        Add(Encoding.UTF8.GetBytes(text));
    }
}
