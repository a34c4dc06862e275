using System.Collections.Immutable;
using Kotwal.Events.Schema;
using Kotwal.Lake.Columns;
using ParquetSharp;

namespace Kotwal.Lake.Parquet;

/// <summary>A leaf column of the segments that are written.</summary>
/// <param name="Path">Its path in the file, parted by dots.</param>
/// <param name="Deepest">Definition level of a value.</param>
internal abstract record SegmentLeaf(string Path, short Deepest)
{
    /// <summary>Path of the values of the map.</summary>
    public const string MapValues = $"{LakeColumns.Fields}.key_value.value{ItemEnding}";

    private const string ItemEnding = ".list.element";

    /// <summary>All leaves in the order of the file.</summary>
    public static ImmutableArray<SegmentLeaf> All { get; } =
    [
        .. LakeColumns.All.Select(Of),
        new SegmentLeaf<long>(LakeColumns.TimestampNanoseconds, 1, false),
        new SegmentLeaf<ByteArray>(LakeColumns.OriginalBytes, 1, false),
        new SegmentLeaf<ByteArray>(LakeColumns.FieldKinds, 1, false),
        new SegmentLeaf<ByteArray>($"{LakeColumns.Fields}.key_value.key", 2, true),
        new SegmentLeaf<ByteArray>(MapValues, 5, true),
        new SegmentLeaf<long>(LakeColumns.RowGroup, 1, false),
    ];

    /// <summary>Place in <see cref="All"/> of the only leaf of a column.</summary>
    public static int PlaceOf(string column) => All.IndexOf(All.First(leaf => leaf.Path == column));

    /// <summary>True when the words of its values are in the segment's word filter.</summary>
    public bool HasWords { get; } = LakeHuntTable.FilteredColumns.Contains(ColumnOf(Path)) || Path == MapValues;

    public abstract ColumnBuffer CreateBuffer();

    /// <summary>Reads the leaf from a segment in which it stands at the given place.</summary>
    public abstract LeafCursor Read(ParquetFileReader file, int place);

    private static string ColumnOf(string path) => path.EndsWith(ItemEnding, StringComparison.Ordinal) ? path[..^ItemEnding.Length] : path;

    private static SegmentLeaf Of(LakeColumn column) => column switch
    {
        { IsList: true } => new SegmentLeaf<ByteArray>(column.Name + ItemEnding, 3, true),
        { Type: FieldType.Long or FieldType.Date } => new SegmentLeaf<long>(column.Name, 1, false),
        { Type: FieldType.Double } => new SegmentLeaf<double>(column.Name, 1, false),
        { Type: FieldType.Boolean } => new SegmentLeaf<bool>(column.Name, 1, false),
        _ => new SegmentLeaf<ByteArray>(column.Name, 1, false),
    };
}

/// <inheritdoc/>
internal sealed record SegmentLeaf<T>(string Path, short Deepest, bool IsRepeated) : SegmentLeaf(Path, Deepest)
    where T : unmanaged
{
    public override ColumnBuffer CreateBuffer() => IsRepeated ? new ListBuffer() : new ValueBuffer<T>();

    public override LeafCursor Read(ParquetFileReader file, int place) => new LeafCursor<T>(file, place, Deepest);
}
