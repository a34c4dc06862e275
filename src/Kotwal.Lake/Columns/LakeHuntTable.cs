using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Kotwal.Events.Schema;
using Kotwal.Hunt;

namespace Kotwal.Lake.Columns;

/// <summary>The columns of segments as hunts see them. Times are read in the form of hunts: without a zone.</summary>
internal sealed class LakeHuntTable : IHuntTable
{
    private readonly FrozenDictionary<string, HuntField> fields;

    private LakeHuntTable()
    {
        HuntField[] all =
        [
            .. LakeColumns.All.Select(column => new HuntField(column.Name, Quote(column.Name), TypeOf(column.Type), column.IsList)),
            new(LakeColumns.TimestampNanoseconds, Quote(LakeColumns.TimestampNanoseconds), HuntType.Whole),
            new(LakeColumns.OriginalBytes, $"base64({Quote(LakeColumns.OriginalBytes)})", HuntType.Keyword),
            new(LakeColumns.FieldKinds, Quote(LakeColumns.FieldKinds), HuntType.Keyword),
            new(LakeColumns.Fields, Quote(LakeColumns.Fields), HuntType.Map),
        ];
        fields = all.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
        RowFields = [.. all.Select(field => field.Name)];
        FieldNames = [.. RowFields.Concat(FieldSchema.All.Select(field => field.Name)).Distinct()];
    }

    public static LakeHuntTable Instance { get; } = new();

    /// <summary>The tables that the lake itself has.</summary>
    public static HuntSchema Schema { get; } = new(Instance);

    public string Name => "events";

    public IReadOnlyCollection<string> FieldNames { get; }

    public IReadOnlyList<string> RowFields { get; }

    public string? TimeField => LakeColumns.Timestamp;

    public string? ReceivedField => LakeColumns.Ingested;

    public IReadOnlyList<string> WordFields { get; } = [LakeColumns.Original, "message", "error.message", "rule.name"];

    /// <summary>The words of these columns, and of all values of the map, are what word filters hold.</summary>
    public static FrozenSet<string> FilteredColumns { get; } = LakeColumns.All
        .Where(column => column.Name != LakeColumns.Id && column.Type is FieldType.Text or FieldType.Keyword or FieldType.Ip)
        .Select(column => column.Name).ToFrozenSet(StringComparer.Ordinal);

    public bool IsInWordFilter(string? field) => field is null || FilteredColumns.Contains(field);

    public HuntMap? OtherFields { get; } = new(Quote(LakeColumns.Fields), HoldsLists: true);

    public bool TryGetField(string name, [NotNullWhen(true)] out HuntField? field) => fields.TryGetValue(name, out field);

    private static string Quote(string name) => $"\"{name}\"";

    private static HuntType TypeOf(FieldType type) => type switch
    {
        FieldType.Text => HuntType.Text,
        FieldType.Long => HuntType.Whole,
        FieldType.Double => HuntType.Fraction,
        FieldType.Boolean => HuntType.Truth,
        FieldType.Ip => HuntType.Ip,
        FieldType.Date => HuntType.Time,
        _ => HuntType.Keyword,
    };
}
