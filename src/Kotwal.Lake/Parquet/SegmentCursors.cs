using Kotwal.Lake.Columns;
using ParquetSharp;

namespace Kotwal.Lake.Parquet;

/// <summary>A segment that is read row after row, each leaf column at its own pace. Segments of older layouts lack some leaves.</summary>
internal sealed class SegmentCursors : IDisposable
{
    private static readonly int SourcePlace = SegmentLeaf.PlaceOf(LakeColumns.Source);
    private static readonly int TimePlace = SegmentLeaf.PlaceOf(LakeColumns.Timestamp);

    private readonly ParquetFileReader file;
    private readonly LeafCursor?[] cursors;
    private byte[] source = [];

    private SegmentCursors(ParquetFileReader file)
    {
        this.file = file;
        var places = Enumerable.Range(0, file.FileMetaData.NumColumns).ToDictionary(place => PathOf(file, place), place => place, StringComparer.Ordinal);
        cursors = [.. SegmentLeaf.All.Select(leaf => places.TryGetValue(leaf.Path, out var place) ? leaf.Read(file, place) : null)];
    }

    /// <exception cref="ParquetException">The file is no segment, or is damaged.</exception>
    public static SegmentCursors Open(string path) => new(new ParquetFileReader(path));

    /// <summary>Path of a leaf column of a file, parted by dots.</summary>
    public static string PathOf(ParquetFileReader file, int place)
    {
        var column = file.FileMetaData.Schema.Column(place);
        using var path = column.Path;
        return path.ToDotString();
    }

    /// <summary>Number of rows in all.</summary>
    public long Rows => file.FileMetaData.NumRows;

    /// <summary>What the next row is sorted by; false after the last one.</summary>
    public bool TryPeek(out ReadOnlyMemory<byte> nextSource, out long nextTime)
    {
        nextSource = default;
        if (!((LeafCursor<long>)cursors[TimePlace]!).TryPeek(out nextTime) || !((LeafCursor<ByteArray>)cursors[SourcePlace]!).TryPeek(out var text))
        {
            return false;
        }

        // Most rows have the source of the row before.
        var bytes = PinnedText.BytesOf(text);
        source = bytes.SequenceEqual(source) ? source : bytes.ToArray();
        nextSource = source;
        return true;
    }

    /// <summary>Copies the next row of a leaf; a leaf that the segment lacks is null in every row.</summary>
    public void Copy(int leaf, int row, ColumnBuffer target, PinnedText text) => cursors[leaf]?.Copy(row, target, text);

    /// <summary>True when the leaf certainly holds nothing in that many rows from here on; these are then passed over.</summary>
    public bool IsEmpty(int leaf, int rows) => rows == 0 || cursors[leaf] is not { } cursor || cursor.EmptyRows >= rows;

    public void SkipEmpty(int leaf, int rows) => cursors[leaf]?.SkipEmpty(rows);

    public void Dispose()
    {
        foreach (var cursor in cursors)
        {
            cursor?.Dispose();
        }

        file.Dispose();
    }
}
