namespace Kotwal.Lake.Words;

/// <summary>
/// A binary fuse filter with eight bits a key (Graf and Lemire, "Binary Fuse Filters: Fast and Smaller Than Xor Filters", 2022):
/// nine bits for each key that it was built of, all of which it knows; of other keys it takes one in 256 for its own. Immutable.
/// </summary>
/// <param name="Seed">Turns keys into hashes; another one is tried when the keys cannot be laid out.</param>
/// <param name="SegmentBits">Logarithm of the length of a segment of the table.</param>
/// <param name="Segments">Number of segments in which a key's first place can lie; two more follow them.</param>
/// <param name="Prints">The table.</param>
internal readonly record struct FuseFilter(ulong Seed, int SegmentBits, int Segments, ReadOnlyMemory<byte> Prints)
{
    private const int MaxSegmentBits = 18;
    private const int MaxTries = 100;

    /// <summary>Length of the table.</summary>
    public static long LengthOf(int segmentBits, int segments) => (segments + 2L) << segmentBits;

    /// <summary>Builds a filter of different keys. The same keys in the same order give the same filter.</summary>
    public static FuseFilter Build(ReadOnlySpan<ulong> keys) => Build(keys, new Layout());

    /// <summary>The same in memory that was used before.</summary>
    public static FuseFilter Build(ReadOnlySpan<ulong> keys, Layout layout)
    {
        var (segmentBits, segments) = SizeFor(keys.Length);
        layout.Size(keys.Length, (int)LengthOf(segmentBits, segments));
        for (var seed = 1UL; seed <= MaxTries; seed++)
        {
            var filter = new FuseFilter(Scramble(seed), segmentBits, segments, default);
            if (layout.TryPeel(filter, keys))
            {
                return filter with { Prints = layout.Assign(filter) };
            }
        }

        throw new InvalidOperationException("The keys of a filter are not different.");
    }

    /// <summary>False when the key is certainly none of those that the filter was built of.</summary>
    public bool MayHold(ulong key)
    {
        var hash = HashOf(key);
        var (first, second, third) = PlacesOf(hash);
        var prints = Prints.Span;
        return PrintOf(hash) == (byte)(prints[first] ^ prints[second] ^ prints[third]);
    }

    private ulong HashOf(ulong key) => Scramble(key + Seed);

    private static byte PrintOf(ulong hash) => (byte)(hash ^ (hash >> 32));

    private (int First, int Second, int Third) PlacesOf(ulong hash)
    {
        var mask = (1 << SegmentBits) - 1;
        var first = (int)Math.BigMul(hash, (ulong)Segments << SegmentBits, out _);
        return (
            first,
            (first + (1 << SegmentBits)) ^ ((int)(hash >> 18) & mask),
            (first + (2 << SegmentBits)) ^ ((int)hash & mask));
    }

    // The sizes at which a random layout nearly always succeeds, from the article.
    private static (int SegmentBits, int Segments) SizeFor(int keys)
    {
        var size = Math.Max(keys, 2);
        var segmentBits = Math.Clamp((int)Math.Floor((Math.Log(size) / Math.Log(3.33)) + 2.25), 2, MaxSegmentBits);
        var factor = Math.Max(1.125, 0.875 + (0.25 * Math.Log(1_000_000) / Math.Log(size)));
        var places = (long)Math.Ceiling(size * factor);
        var segments = (int)((places + (1 << segmentBits) - 1) >> segmentBits) - 2;
        return (segmentBits, Math.Max(segments, 1));
    }

    private static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }

    /// <summary>
    /// Finds an order of keys in which each has a place of its own that no later one needs: again and again the key at a place
    /// that only one key has is taken away. Made to be used again. Not for several threads.
    /// </summary>
    internal sealed class Layout
    {
        private ulong[] hashes = [];
        private byte[] counts = [];
        private int[] waiting = [];
        private (ulong Hash, int Place)[] order = [];
        private int keys;
        private int length;

        public void Size(int keyCount, int tableLength)
        {
            (keys, length) = (keyCount, tableLength);
            if (hashes.Length < length)
            {
                (hashes, counts, waiting) = (new ulong[length], new byte[length], new int[length]);
            }

            order = order.Length < keys ? new (ulong, int)[keys] : order;
        }

        public bool TryPeel(FuseFilter filter, ReadOnlySpan<ulong> all)
        {
            hashes.AsSpan(0, length).Clear();
            counts.AsSpan(0, length).Clear();
            foreach (var key in all)
            {
                var hash = filter.HashOf(key);
                var (first, second, third) = filter.PlacesOf(hash);
                if (!TryPut(first, hash) || !TryPut(second, hash) || !TryPut(third, hash))
                {
                    return false;
                }
            }

            return Peel(filter) == keys;
        }

        public byte[] Assign(FuseFilter filter)
        {
            var prints = new byte[length];
            for (var index = keys - 1; index >= 0; index--)
            {
                var (hash, place) = order[index];
                var (first, second, third) = filter.PlacesOf(hash);
                prints[place] = (byte)(PrintOf(hash) ^ prints[first] ^ prints[second] ^ prints[third]);
            }

            return prints;
        }

        private int Peel(FuseFilter filter)
        {
            var taken = 0;
            var ready = 0;
            for (var place = 0; place < length; place++)
            {
                if (counts[place] == 1)
                {
                    waiting[ready++] = place;
                }
            }

            while (ready > 0)
            {
                var place = waiting[--ready];
                if (counts[place] != 1)
                {
                    continue;
                }

                var hash = hashes[place];
                order[taken++] = (hash, place);
                var (first, second, third) = filter.PlacesOf(hash);
                ready = Take(first, hash, ready);
                ready = Take(second, hash, ready);
                ready = Take(third, hash, ready);
            }

            return taken;
        }

        private bool TryPut(int place, ulong hash)
        {
            hashes[place] ^= hash;
            return ++counts[place] != 0;
        }

        private int Take(int place, ulong hash, int ready)
        {
            hashes[place] ^= hash;
            if (--counts[place] == 1)
            {
                waiting[ready++] = place;
            }

            return ready;
        }
    }
}
