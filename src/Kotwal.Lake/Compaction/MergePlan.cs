using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Compaction;

/// <summary>
/// Says which segments of a day are merged next. While a day goes on, segments of like size are merged when there are enough of
/// them, so that a row is written a few times and never more often than the logarithm of the day's size. When it is done, what
/// is small is put together once more. Segments of two retention classes are never merged, and sealed ones never at all.
/// </summary>
/// <param name="MergeAt">Segments of like size before they are merged.</param>
/// <param name="FullBytes">Size at which a segment is left as it is.</param>
/// <param name="MaxSegments">Most segments that are merged at once; bounds the files that are open, of each of which a row group's part is in memory.</param>
internal sealed record MergePlan(int MergeAt, long FullBytes, int MaxSegments = MergePlan.MostSegments)
{
    private const int MostSegments = 32;

    // Measured with segments of 16,000 wide rows: what is written, its words and what waits for the collector, and each that is read.
    private const int WritingMegabytes = 384;
    private const int ReadingMegabytes = 8;

    private const long SmallestTierBytes = 64 * 1024;

    /// <summary>The plan of a store.</summary>
    public static MergePlan Of(LakeOptions options) => new(
        options.MergeAt,
        options.SegmentMegabytes * 1024L * 1024L,
        Math.Clamp((options.MergeMegabytes - WritingMegabytes) / ReadingMegabytes, 2, MostSegments));

    /// <summary>The segments to merge, at least two, or none.</summary>
    /// <param name="day">All segments of one day.</param>
    /// <param name="isDone">True when nothing more is expected of the day.</param>
    public IReadOnlyList<Segment> Choose(IEnumerable<Segment> day, bool isDone)
    {
        var open = day.Where(segment => segment.Seal is null);
        var groups = isDone
            ? open.Where(segment => segment.Bytes < FullBytes / 2).GroupBy(segment => (Tier: 0, segment.Class))
            : open.Where(segment => segment.Bytes < FullBytes).GroupBy(segment => (Tier: TierOf(segment), segment.Class)).Where(tier => tier.Count() >= MergeAt);
        return groups.OrderBy(group => group.Key.Tier).Select(Fill).FirstOrDefault(chosen => chosen.Count > 1) ?? [];
    }

    /// <summary>True when what the segments are merged into is large enough to be left as it is from then on.</summary>
    public bool IsLast(IEnumerable<Segment> merged) => merged.Sum(segment => segment.Bytes) >= FullBytes / 2;

    private List<Segment> Fill(IEnumerable<Segment> group)
    {
        var chosen = new List<Segment>();
        var bytes = 0L;
        foreach (var segment in group.OrderBy(segment => segment.Bytes).Take(MaxSegments))
        {
            bytes += segment.Bytes;
            if (bytes > FullBytes)
            {
                break;
            }

            chosen.Add(segment);
        }

        return chosen;
    }

    private int TierOf(Segment segment)
    {
        var tier = 0;
        for (var bytes = segment.Bytes / MergeAt; bytes >= SmallestTierBytes; bytes /= MergeAt)
        {
            tier++;
        }

        return tier;
    }
}
