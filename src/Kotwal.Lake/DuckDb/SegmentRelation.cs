using System.Globalization;
using Kotwal.Events.Schema;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.DuckDb;

/// <summary>Writes the SQL of the relation that hunts run over: the rows of some segments, times without a zone.</summary>
internal static class SegmentRelation
{
    private static readonly string TimesWithoutZone = string.Join(", ", LakeColumns.All
        .Where(column => column.Type == FieldType.Date)
        // make_timestamp of epoch_us was ten times as fast as AT TIME ZONE 'UTC', which asks the calendar for every row.
        .Select(column => $"make_timestamp(epoch_us(\"{column.Name}\")) AS \"{column.Name}\""));

    /// <param name="folder">Full path of the lake's folder.</param>
    /// <param name="choice">The segments, of any layouts.</param>
    /// <param name="from">Earliest <c>@timestamp</c> of interest in microseconds, or null.</param>
    /// <param name="to">Latest one, included, or null.</param>
    /// <param name="condition">Which rows may be seen at all, over the columns as they stand in the file; null for all.</param>
    public static string Of(string folder, SegmentChoice choice, long? from, long? to, string? condition)
    {
        if (choice.IsEmpty)
        {
            return $"(SELECT {NullColumns()} WHERE false)";
        }

        // One read for each layout. Nearly always that is one, and over a single read the engine fetches wide columns late.
        var reads = choice.Whole.GroupBy(segment => segment.Layout).Select(layout => Read(folder, layout, Where(from, to, null, condition)));
        if (choice.InPart.Count > 0)
        {
            var inGroups = $"\"{LakeColumns.RowGroup}\" IN ({string.Join(", ", choice.RowGroups)})";
            reads = reads.Append(Read(folder, choice.InPart, Where(from, to, inGroups, condition)));
        }

        return $"({string.Join(" UNION ALL ", reads)})";
    }

    /// <summary>All rows of some segments with all columns as they stand in the files, in the newest layout, to be copied into a file of their own.</summary>
    public static string Whole(string folder, IEnumerable<Segment> segments) => $"({string.Join(" UNION ALL ", segments.GroupBy(segment => segment.Layout)
        .Select(layout => $"SELECT * {AsNewest(layout.Key)} FROM {Files(layout.Select(segment => Path.Combine(folder, segment.Path)))}"))})";

    /// <summary>The table function that reads files, all columns as they are.</summary>
    public static string Files(IEnumerable<string> paths) => $"read_parquet([{string.Join(", ", paths.Select(DuckDbSession.Quote))}], hive_partitioning = false)";

    // The numbers of row groups are those of the files that the rows come from, so a copy has none.
    private static string AsNewest(int layout) => layout == 1
        ? $", NULL::BIGINT AS \"{LakeColumns.RowGroup}\""
        : $"REPLACE (NULL::BIGINT AS \"{LakeColumns.RowGroup}\")";

    private static string Read(string folder, IEnumerable<Segment> segments, string conditions)
    {
        var columns = segments.First().Layout == 1 ? "*" : $"* EXCLUDE (\"{LakeColumns.RowGroup}\")";
        return $"SELECT {columns} REPLACE ({TimesWithoutZone}) FROM {Files(segments.Select(segment => Path.Combine(folder, segment.Path)))}{conditions}";
    }

    // Over the columns as they stand in the file, so that the statistics of row groups can be used.
    private static string Where(long? from, long? to, string? rowGroups, string? condition)
    {
        string?[] all =
        [
            from is { } earliest ? $"\"{LakeColumns.Timestamp}\" >= {Literal(earliest)}" : null,
            to is { } latest ? $"\"{LakeColumns.Timestamp}\" <= {Literal(latest)}" : null,
            rowGroups,
            condition,
        ];
        var some = string.Join(" AND ", all.Where(one => one is not null));
        return some.Length > 0 ? $" WHERE {some}" : "";
    }

    private static string Literal(long microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"TIMESTAMPTZ '{Microseconds.ToTime(microseconds):yyyy-MM-dd HH:mm:ss.ffffff}+00'");

    private static string NullColumns() => string.Join(", ",
    [
        .. LakeColumns.All.Select(column => $"NULL::{TypeOf(column)} AS \"{column.Name}\""),
        $"NULL::BIGINT AS \"{LakeColumns.TimestampNanoseconds}\"",
        $"NULL::BLOB AS \"{LakeColumns.OriginalBytes}\"",
        $"NULL::VARCHAR AS \"{LakeColumns.FieldKinds}\"",
        $"NULL::MAP(VARCHAR, VARCHAR[]) AS \"{LakeColumns.Fields}\"",
    ]);

    private static string TypeOf(LakeColumn column) => column switch
    {
        { IsList: true } => "VARCHAR[]",
        { Type: FieldType.Long } => "BIGINT",
        { Type: FieldType.Double } => "DOUBLE",
        { Type: FieldType.Boolean } => "BOOLEAN",
        { Type: FieldType.Date } => "TIMESTAMP",
        _ => "VARCHAR",
    };
}
