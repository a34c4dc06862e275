using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kotwal.Sigma.Frames;

namespace Kotwal.Sigma.Search;

/// <summary>
/// Literals that may stand anywhere in a value. Only every so-manieth place of the value is looked at: of each literal as many
/// neighbouring groups of four bytes are known as that, so that one of them stands at such a place wherever the literal stands.
/// </summary>
internal sealed class GramTable
{
    private const int GramBytes = 4;
    private const uint Factor = 0x9E37_79B1;
    private const int MostFilterBits = 1 << 18;

    private readonly byte[][] literals;
    private readonly int[] numbers;
    private readonly int stride;
    private readonly uint[] filter;
    private readonly int filterShift;
    private readonly uint[] keys;
    private readonly int[] heads;
    private readonly int tableShift;
    private readonly List<Entry> entries = [];

    /// <param name="literals">At least <paramref name="stride"/> + 3 bytes each.</param>
    /// <param name="stride">Distance of the places that are looked at.</param>
    /// <param name="weights">How often groups of four bytes are expected; null when nothing is known.</param>
    public GramTable(IReadOnlyList<NumberedLiteral> literals, int stride, GramWeights? weights)
    {
        this.literals = [.. literals.Select(literal => literal.Bytes)];
        this.stride = stride;
        numbers = [.. literals.Select(literal => literal.Number)];
        var grams = Math.Max(1, literals.Count * stride);
        var filterBits = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)grams * 16), 1024, MostFilterBits);
        filter = new uint[filterBits / 32];
        filterShift = 32 - BitOperations.Log2((uint)filterBits);
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)grams * 2);
        tableShift = 32 - BitOperations.Log2((uint)size);
        keys = new uint[size];
        heads = new int[size];
        for (var literal = 0; literal < this.literals.Length; literal++)
        {
            Insert(literal, RarestWindow(this.literals[literal], weights));
        }
    }

    public void Find(ReadOnlySpan<byte> text, HitList hits)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        ref var bits = ref MemoryMarshal.GetArrayDataReference(filter);
        for (var place = 0; place <= text.Length - GramBytes; place += stride)
        {
            var gram = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, place));
            var hash = gram * Factor;
            var bit = hash >> filterShift;
            if ((Unsafe.Add(ref bits, bit >> 5) >> (int)bit & 1) != 0)
            {
                Verify(text, place, gram, hash, hits);
            }
        }
    }

    private void Verify(ReadOnlySpan<byte> text, int place, uint gram, uint hash, HitList hits)
    {
        var slot = hash >> tableShift;
        while (heads[slot] != 0 && keys[slot] != gram)
        {
            slot = (slot + 1) & ((uint)heads.Length - 1);
        }

        for (var entry = heads[slot]; entry != 0; entry = entries[entry - 1].Next)
        {
            var (literal, offset, _) = entries[entry - 1];
            var start = place - offset;
            if (start >= 0 && text[start..].StartsWith(literals[literal]))
            {
                hits.Add(numbers[literal]);
            }
        }
    }

    private int RarestWindow(byte[] literal, GramWeights? weights)
    {
        var last = literal.Length - stride - (GramBytes - 1);
        if (weights is null)
        {
            return last;
        }

        var best = last;
        var least = long.MaxValue;
        for (var window = last; window >= 0; window--)
        {
            long sum = 0;
            for (var offset = window; offset < window + stride; offset++)
            {
                sum += weights.Of(ByteHash.Half(literal, offset));
            }

            if (sum < least)
            {
                (best, least) = (window, sum);
            }
        }

        return best;
    }

    private void Insert(int literal, int window)
    {
        for (var offset = window; offset < window + stride; offset++)
        {
            var gram = ByteHash.Half(literals[literal], offset);
            var hash = gram * Factor;
            filter[hash >> filterShift >> 5] |= 1u << (int)(hash >> filterShift);
            var slot = hash >> tableShift;
            while (heads[slot] != 0 && keys[slot] != gram)
            {
                slot = (slot + 1) & ((uint)heads.Length - 1);
            }

            keys[slot] = gram;
            entries.Add(new(literal, offset, heads[slot]));
            heads[slot] = entries.Count;
        }
    }

    private readonly record struct Entry(int Literal, int Offset, int Next);
}
