using System.Collections.Frozen;
using System.Collections.Immutable;
using Kotwal.Events.Schema;

namespace Kotwal.Lake.Columns;

/// <summary>
/// The columns of a segment, in the order in which they stand in the file: those of the table, then the ones that hold what has
/// no column of its own. The page docs/formats/lake.md describes them for readers of the files.
/// </summary>
internal static class LakeColumns
{
    /// <summary>Number of the layout that this table describes; written into every segment's entry in the manifest.</summary>
    public const int Layout = 2;

    public const string Timestamp = "@timestamp";
    public const string Ingested = "event.ingested";
    public const string Id = "event.id";
    public const string Source = "kotwal.source";
    public const string Sender = "log.source.address";
    public const string Original = "event.original";
    public const string Flags = "log.flags";

    /// <summary>The nanoseconds of <see cref="Timestamp"/> below its microsecond, 1 to 999; null when there are none.</summary>
    public const string TimestampNanoseconds = "@timestamp.nanoseconds";

    /// <summary>The exact bytes of an original that is not valid UTF-8; null for all others.</summary>
    public const string OriginalBytes = "event.original.bytes";

    /// <summary>All values that have no column or do not fit it, by name: MAP(VARCHAR, VARCHAR[]).</summary>
    public const string Fields = "fields";

    /// <summary>What the values of <see cref="Fields"/> were, as <see cref="FieldKinds"/> writes it; null when all are single texts.</summary>
    public const string FieldKinds = "fields.kinds";

    /// <summary>
    /// Number of the row group that the row stands in, the same in all its rows and in no other row group of the lake. Its
    /// statistics let the engine leave row groups unread. Not there before layout 2.
    /// </summary>
    public const string RowGroup = "kotwal.row_group";

    private static readonly FrozenDictionary<string, int> PlaceByName;

    static LakeColumns()
    {
        using var table = typeof(LakeColumns).Assembly.GetManifestResourceStream("columns.tsv")
            ?? throw new InvalidOperationException("The table of columns is missing from the assembly.");
        using var reader = new StreamReader(table);
        All = [.. ReadTable(reader)];
        PlaceByName = All.Select((column, place) => (column.Name, place))
            .ToFrozenDictionary(pair => pair.Name, pair => pair.place, StringComparer.Ordinal);
    }

    /// <summary>The table's columns. <see cref="TimestampNanoseconds"/> and the columns named after it here follow them in the file.</summary>
    public static ImmutableArray<LakeColumn> All { get; }

    /// <summary>
    /// Names of columns that are the event's own properties. A field of such a name is no property of the event, whatever it
    /// says, and is kept in the map.
    /// </summary>
    public static FrozenSet<string> Properties { get; } =
        FrozenSet.Create(StringComparer.Ordinal, Timestamp, Ingested, Id, Source, Sender, Original);

    /// <summary>The place of a field's column in <see cref="All"/>, or -1 when its values are kept in the map.</summary>
    public static int PlaceOf(string name) =>
        !Properties.Contains(name) && PlaceByName.TryGetValue(name, out var place) ? place : -1;

    // One line a column: name and type (with [] for lists), parted by a tab. Lines with # are comments.
    private static IEnumerable<LakeColumn> ReadTable(TextReader table)
    {
        while (table.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.Split('\t');
            var isList = cells[1].EndsWith("[]", StringComparison.Ordinal);
            yield return new(cells[0], Enum.Parse<FieldType>(isList ? cells[1][..^2] : cells[1], ignoreCase: true), isList);
        }
    }
}
