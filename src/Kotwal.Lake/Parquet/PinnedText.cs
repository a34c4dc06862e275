using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using ParquetSharp;
using Encoding = System.Text.Encoding;

namespace Kotwal.Lake.Parquet;

/// <summary>Copies text into memory that stays where it is, because the Parquet library takes addresses. Not for several threads.</summary>
internal sealed class PinnedText
{
    private const int BlockBytes = 1024 * 1024;

    // A row group's worth, and what its last row takes beyond it.
    private const int MaxKeptBlocks = 20;

    private readonly List<byte[]> blocks = [];
    private int current = -1;
    private int used;

    /// <summary>Bytes that are kept.</summary>
    public long Length { get; private set; }

    /// <summary>Keeps bytes as they are.</summary>
    public ByteArray AddBytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(BlockFor(bytes.Length).AsSpan(used));
        return Keep(bytes.Length);
    }

    /// <summary>Keeps text; what is not valid UTF-8 in it becomes U+FFFD, since readers refuse a file with anything else.</summary>
    public ByteArray AddText(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) ? AddBytes(text) : AddBytes(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)));

    public ByteArray AddText(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        return Keep(Encoding.UTF8.GetBytes(text, BlockFor(most).AsSpan(used)));
    }

    /// <summary>The bytes that a value of the Parquet library points to; good as long as their owner keeps them.</summary>
    public static ReadOnlySpan<byte> BytesOf(ByteArray value) => value.Length == 0
        ? []
        : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), value.Pointer), value.Length);

    /// <summary>Forgets everything and keeps some of the memory; addresses given out before are no longer good.</summary>
    public void Clear()
    {
        if (blocks.Count > MaxKeptBlocks)
        {
            blocks.RemoveRange(MaxKeptBlocks, blocks.Count - MaxKeptBlocks);
        }

        blocks.RemoveAll(block => block.Length > BlockBytes);
        current = -1;
        used = 0;
        Length = 0;
    }

    private ByteArray Keep(int length)
    {
        var kept = new ByteArray(Marshal.UnsafeAddrOfPinnedArrayElement(blocks[current], used), length);
        used += length;
        Length += length;
        return kept;
    }

    private byte[] BlockFor(int length)
    {
        while (current < 0 || blocks[current].Length - used <= length)
        {
            current++;
            used = 0;
            if (current == blocks.Count)
            {
                blocks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(BlockBytes, length + 1), pinned: true));
            }
        }

        return blocks[current];
    }
}
