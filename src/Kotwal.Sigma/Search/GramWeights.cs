using Kotwal.Sigma.Frames;

namespace Kotwal.Sigma.Search;

/// <summary>How often groups of four bytes stand in a sample of a field's values, and how long the values are.</summary>
internal sealed class GramWeights
{
    private const int Buckets = 1 << 15;

    private readonly int[] counts = new int[Buckets];
    private long bytes;
    private int values;

    /// <summary>The mean length of values, in bytes; a guess before any was seen.</summary>
    public double MeanLength => values == 0 ? 64 : (double)bytes / values;

    public void Add(ReadOnlySpan<byte> value)
    {
        bytes += value.Length;
        values++;
        for (var place = 0; place + 4 <= value.Length; place++)
        {
            counts[BucketOf(ByteHash.Half(value, place))]++;
        }
    }

    public int Of(uint gram) => counts[BucketOf(gram)];

    private static uint BucketOf(uint gram) => (gram * 0x9E37_79B1) >> 17;
}
