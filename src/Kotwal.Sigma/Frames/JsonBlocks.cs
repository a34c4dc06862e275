using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kotwal.Sigma.Frames;

/// <summary>
/// Looks at a JSON document 64 bytes at a time, without a branch for any of its letters (Langdale and Lemire, "Parsing Gigabytes of JSON
/// per Second", 2019, section 3.1): where strings begin and end, which letters are escaped.
/// </summary>
internal static class JsonBlocks
{
    private const ulong EvenBits = 0x5555_5555_5555_5555;

    /// <summary>Copies a document and finds its strings.</summary>
    /// <param name="document">The document.</param>
    /// <param name="text">Takes the copy; at least 64 bytes longer.</param>
    /// <param name="folded">Takes the copy with small letters for ASCII's capital ones; as long.</param>
    /// <param name="escaped">Takes a bit for each byte: set for those that stand behind an escaping backslash.</param>
    /// <param name="quotes">Takes the places of quotes that are not escaped; at least 64 longer than the document.</param>
    /// <param name="isWide">True when there are bytes beyond ASCII.</param>
    /// <returns>The number of quotes.</returns>
    public static int Read(ReadOnlySpan<byte> document, byte[] text, byte[] folded, ulong[] escaped, int[] quotes, out bool isWide)
    {
        ref var from = ref MemoryMarshal.GetReference(document);
        Span<byte> last = stackalloc byte[64];
        ulong carry = 0, wide = 0;
        var count = 0;
        for (var start = 0; start < document.Length; start += 64)
        {
            Vector512<byte> block;
            if (document.Length - start >= 64)
            {
                block = Vector512.LoadUnsafe(ref from, (nuint)start);
            }
            else
            {
                last.Clear();
                document[start..].CopyTo(last);
                block = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(last));
            }

            block.StoreUnsafe(ref text[start]);
            var isCapital = Vector512.LessThan(block - Vector512.Create((byte)'A'), Vector512.Create((byte)26));
            (block | (isCapital & Vector512.Create((byte)0x20))).StoreUnsafe(ref folded[start]);
            wide |= block.ExtractMostSignificantBits();
            var behind = Escaped(Vector512.Equals(block, Vector512.Create((byte)'\\')).ExtractMostSignificantBits(), ref carry);
            escaped[start >> 6] = behind;
            var bits = Vector512.Equals(block, Vector512.Create((byte)'"')).ExtractMostSignificantBits() & ~behind;
            count = Write(bits, start, quotes, count);
        }

        // Whoever looks at the end of the document looks at one word behind it too.
        escaped[(document.Length + 63) >> 6] = 0;
        isWide = wide != 0;
        return count;
    }

    /// <summary>Letters that stand behind an odd number of backslashes; a run of them may begin in the block before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Escaped(ulong backslashes, ref ulong carry)
    {
        if (backslashes == 0)
        {
            var only = carry;
            carry = 0;
            return only;
        }

        backslashes &= ~carry;
        var follows = (backslashes << 1) | carry;
        var oddStarts = backslashes & ~EvenBits & ~follows;
        var ends = oddStarts + backslashes;
        carry = ends < oddStarts ? 1UL : 0UL;
        return (EvenBits ^ (ends << 1)) & follows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(ulong bits, int start, int[] quotes, int count)
    {
        while (bits != 0)
        {
            quotes[count++] = start + BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
        }

        return count;
    }
}
