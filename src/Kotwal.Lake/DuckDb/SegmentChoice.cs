using Kotwal.Lake.Manifest;
using Kotwal.Lake.Parquet;

namespace Kotwal.Lake.DuckDb;

/// <summary>What a hunt reads.</summary>
/// <param name="Whole">Segments of which every row group may be needed.</param>
/// <param name="InPart">Segments of which only <paramref name="RowGroups"/> are read.</param>
/// <param name="RowGroups">Numbers of row groups (<c>kotwal.row_group</c>).</param>
internal sealed record SegmentChoice(IReadOnlyList<Segment> Whole, IReadOnlyList<Segment> InPart, IReadOnlyList<long> RowGroups)
{
    /// <summary>All rows of these segments.</summary>
    public static SegmentChoice All(IReadOnlyCollection<Segment> segments) => new([.. segments], [], []);

    /// <summary>All of them.</summary>
    public IEnumerable<Segment> Segments => Whole.Concat(InPart);

    /// <summary>True when there is nothing to read.</summary>
    public bool IsEmpty => Whole.Count == 0 && InPart.Count == 0;

    /// <summary>How many rows are read between which times; of a segment that is read in part as its row groups are of like size.</summary>
    public IEnumerable<(SegmentBounds Bounds, long Rows)> Rows()
    {
        var groups = RowGroups.CountBy(SegmentSchema.SegmentOf).ToDictionary();
        return Whole.Select(segment => (segment.Bounds, segment.Rows)).Concat(InPart.Select(segment =>
            (segment.Bounds, segment.Rows * groups.GetValueOrDefault(Segment.NumberOf(segment.Path)) / Math.Max(1, segment.RowGroups!.Value))));
    }
}
