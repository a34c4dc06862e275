using System.Numerics;

namespace Kotwal.Sigma.Frames;

/// <summary>Texts and a number for each, found by the whole text. Built once, then read by any thread.</summary>
internal sealed class ByteTable
{
    private const int None = -1;

    private readonly byte[][] keys;
    private readonly int[] values;
    private readonly uint[] tags;
    private readonly int[] places;
    private readonly int shift;

    /// <param name="entries">Texts, each once, and their numbers.</param>
    public ByteTable(IReadOnlyCollection<KeyValuePair<byte[], int>> entries)
    {
        var size = Math.Max(8, (int)BitOperations.RoundUpToPowerOf2((uint)entries.Count * 4));
        shift = 64 - BitOperations.Log2((uint)size);
        keys = [.. entries.Select(entry => entry.Key)];
        values = [.. entries.Select(entry => entry.Value)];
        tags = new uint[size];
        places = new int[size];
        Array.Fill(places, None);
        for (var index = 0; index < keys.Length; index++)
        {
            Insert(index);
        }
    }

    public int Count => keys.Length;

    /// <summary>The number of a text, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        var hash = ByteHash.OfEnds(text);
        var mask = (uint)places.Length - 1;
        for (var slot = (uint)(hash >> shift); places[slot] != None; slot = (slot + 1) & mask)
        {
            if (tags[slot] == (uint)hash && text.SequenceEqual(keys[places[slot]]))
            {
                return values[places[slot]];
            }
        }

        return None;
    }

    private void Insert(int index)
    {
        var hash = ByteHash.OfEnds(keys[index]);
        var slot = (uint)(hash >> shift);
        while (places[slot] != None)
        {
            slot = (slot + 1) & ((uint)places.Length - 1);
        }

        places[slot] = index;
        tags[slot] = (uint)hash;
    }
}
