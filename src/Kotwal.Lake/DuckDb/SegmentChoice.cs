using Kotwal.Lake.Manifest;

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
}
