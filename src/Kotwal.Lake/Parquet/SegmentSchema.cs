using System.Globalization;
using Kotwal.Events.Schema;
using Kotwal.Lake.Columns;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Kotwal.Lake.Parquet;

/// <summary>The columns of <see cref="LakeColumns"/> in the words of Parquet, and how they are encoded.</summary>
internal static class SegmentSchema
{
    /// <summary>Most rows of a row group.</summary>
    public const int RowGroupRows = 20_480;

    /// <summary>
    /// Bytes at which a row group ends, about. The engine reads 2,048 rows at once and holds their text in memory, but never
    /// across row groups; so a flood of rows of a mebibyte each cannot make a segment that it is unable to read.
    /// </summary>
    public const int RowGroupBytes = 16 * 1024 * 1024;

    private const int RowGroupBits = 20;

    private const int PageBytes = RowGroupBytes;

    // Level 9 takes twice the time of level 3 for the whole merge and makes files a sixth smaller; beyond it only time grows.
    private const int QuickLevel = 3;
    private const int DenseLevel = 9;

    /// <summary>How the engine writes a segment with COPY.</summary>
    public static string CopyOptions { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL {DenseLevel}, ROW_GROUP_SIZE {RowGroupRows}, ROW_GROUP_SIZE_BYTES {RowGroupBytes})");

    /// <summary>Makes the root of a schema. To be disposed of.</summary>
    public static GroupNode CreateRoot() => new("schema", Repetition.Required,
    [
        .. LakeColumns.All.Select(CreateNode),
        new PrimitiveNode(LakeColumns.TimestampNanoseconds, Repetition.Optional, LogicalType.None(), PhysicalType.Int64),
        new PrimitiveNode(LakeColumns.OriginalBytes, Repetition.Optional, LogicalType.None(), PhysicalType.ByteArray),
        CreateText(LakeColumns.FieldKinds),
        CreateMap(),
        new PrimitiveNode(LakeColumns.RowGroup, Repetition.Optional, LogicalType.None(), PhysicalType.Int64),
    ]);

    /// <summary>The number of a row group.</summary>
    /// <param name="segment">Number of the segment's file.</param>
    /// <param name="place">Zero-based place in it.</param>
    public static long NumberOf(long segment, int place) => (segment << RowGroupBits) + place;

    /// <summary>Number of the segment in which a row group of that number stands.</summary>
    public static long SegmentOf(long number) => number >> RowGroupBits;

    /// <summary>How columns are encoded. A page is as large as its row group, so that zstd sees all of it at once.</summary>
    /// <param name="isDense">True for a segment that is not merged again soon: smaller, and more work.</param>
    public static WriterProperties CreateProperties(bool isDense)
    {
        using var builder = new WriterPropertiesBuilder()
            .Compression(Compression.Zstd)
            .CompressionLevel(isDense ? DenseLevel : QuickLevel)
            .Version(ParquetVersion.PARQUET_2_6)
            .DataPagesize(PageBytes)
            .DisableDictionary(LakeColumns.Original)
            .DisableStatistics(LakeColumns.Original)
            .DisableDictionary(SegmentLeaf.MapValues)
            .DisableStatistics(SegmentLeaf.MapValues)
            .DisableDictionary(LakeColumns.Id)
            .Encoding(LakeColumns.Id, Encoding.DeltaByteArray)
            .CreatedBy("kotwal");
        foreach (var time in new[] { LakeColumns.Timestamp, LakeColumns.Ingested })
        {
            builder.DisableDictionary(time).Encoding(time, Encoding.DeltaBinaryPacked);
        }

        return builder.Build();
    }

    private static Node CreateNode(LakeColumn column) => column switch
    {
        { IsList: true } => CreateList(column.Name),
        { Type: FieldType.Long } => new PrimitiveNode(column.Name, Repetition.Optional, LogicalType.None(), PhysicalType.Int64),
        { Type: FieldType.Double } => new PrimitiveNode(column.Name, Repetition.Optional, LogicalType.None(), PhysicalType.Double),
        { Type: FieldType.Boolean } => new PrimitiveNode(column.Name, Repetition.Optional, LogicalType.None(), PhysicalType.Boolean),
        { Type: FieldType.Date } => new PrimitiveNode(
            column.Name, Repetition.Optional, LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros), PhysicalType.Int64),
        _ => CreateText(column.Name),
    };

    private static GroupNode CreateMap() => new(LakeColumns.Fields, Repetition.Optional,
    [
        new GroupNode("key_value", Repetition.Repeated,
        [
            new PrimitiveNode("key", Repetition.Required, LogicalType.String(), PhysicalType.ByteArray),
            CreateList("value"),
        ]),
    ], LogicalType.Map());

    private static GroupNode CreateList(string name) => new(
        name, Repetition.Optional, [new GroupNode("list", Repetition.Repeated, [CreateText("element")])], LogicalType.List());

    private static PrimitiveNode CreateText(string name) =>
        new(name, Repetition.Optional, LogicalType.String(), PhysicalType.ByteArray);
}
