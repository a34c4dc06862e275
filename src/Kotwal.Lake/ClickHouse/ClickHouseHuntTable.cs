using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Kotwal.Hunt;
using Kotwal.Lake.Columns;

namespace Kotwal.Lake.ClickHouse;

/// <summary>The events as hunts see them: the fields of <see cref="LakeHuntTable"/> over the columns in ClickHouse.</summary>
internal sealed class ClickHouseHuntTable : IHuntTable
{
    private static readonly LakeHuntTable Lake = LakeHuntTable.Instance;

    private readonly FrozenDictionary<string, HuntField> fields = Lake.RowFields.ToFrozenDictionary(name => name, Translate, StringComparer.Ordinal);

    private ClickHouseHuntTable()
    {
    }

    public static ClickHouseHuntTable Instance { get; } = new();

    public string Name => Lake.Name;

    public IReadOnlyCollection<string> FieldNames => Lake.FieldNames;

    public IReadOnlyList<string> RowFields => Lake.RowFields;

    public string? TimeField => Lake.TimeField;

    public IReadOnlyList<string> WordFields => Lake.WordFields;

    public HuntMap? OtherFields { get; } = new(ClickHouseColumns.NameOf(LakeColumns.Fields), HoldsLists: true);

    public bool TryGetField(string name, [NotNullWhen(true)] out HuntField? field) => fields.TryGetValue(name, out field);

    private static HuntField Translate(string name)
    {
        Lake.TryGetField(name, out var field);
        var column = ClickHouseColumns.NameOf(name);
        return field! with
        {
            Expression = field switch
            {
                { Type: HuntType.Time } => $"toUnixTimestamp64Micro({column})",
                { Name: LakeColumns.Id } => $"toString({column})",
                { Name: LakeColumns.OriginalBytes } => $"base64Encode({column})",
                _ => column,
            },
        };
    }
}
