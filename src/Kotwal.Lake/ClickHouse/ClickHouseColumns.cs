using System.Collections.Immutable;
using Kotwal.Events.Schema;
using Kotwal.Lake.Columns;

namespace Kotwal.Lake.ClickHouse;

/// <summary>
/// The columns of <see cref="LakeColumns"/> in ClickHouse: the same names with <c>_</c> for dots, since it takes lists whose names share
/// what stands before a dot for parts of one, and wants them of one length.
/// </summary>
internal static class ClickHouseColumns
{
    /// <summary>The spool whose record the event was read from.</summary>
    public const string Spool = "kotwal_spool";

    /// <summary>Who inserted it: <see cref="WriterTable"/>.</summary>
    public const string Writer = "kotwal_writer";

    /// <summary>Where the range of the spool ended with which the event was stored.</summary>
    public const string StoredUpTo = "kotwal_stored_up_to";

    /// <summary>Name and type of each column, in the order in which <see cref="EventCells"/> makes them.</summary>
    public static ImmutableArray<(string Name, string Type)> All { get; } =
    [
        .. LakeColumns.All.Select(column => (NameOf(column.Name), TypeOf(column))),
        (NameOf(LakeColumns.TimestampNanoseconds), "Nullable(Int64)"),
        (NameOf(LakeColumns.OriginalBytes), "Nullable(String)"),
        (NameOf(LakeColumns.FieldKinds), "Nullable(String)"),
        (NameOf(LakeColumns.Fields), "Map(String, Array(Nullable(String)))"),
        (Spool, "UUID"),
        (Writer, "UUID"),
        (StoredUpTo, "Int64"),
    ];

    /// <summary>The column of a field that has one.</summary>
    public static string NameOf(string field) => field.TrimStart('@').Replace('.', '_');

    private static string TypeOf(LakeColumn column) => column switch
    {
        { Name: LakeColumns.Timestamp or LakeColumns.Ingested } => "DateTime64(6, 'UTC')",
        { Name: LakeColumns.Id } => "UUID",
        { Name: LakeColumns.Source or LakeColumns.Original } => "String",
        { IsList: true } => "Array(Nullable(String))",
        { Type: FieldType.Long } => "Nullable(Int64)",
        { Type: FieldType.Double } => "Nullable(Float64)",
        { Type: FieldType.Boolean } => "Nullable(Bool)",
        { Type: FieldType.Date } => "Nullable(DateTime64(6, 'UTC'))",
        _ => "Nullable(String)",
    };
}
