using System.Diagnostics.CodeAnalysis;
using Kotwal.Hunt;

namespace Kotwal.Fuzz;

/// <summary>A table with a field of each type and a place for unknown ones.</summary>
internal sealed class HuntFields : IHuntTable
{
    private static readonly Dictionary<string, HuntField> Fields = new[]
    {
        Column("@timestamp", HuntType.Time),
        Column("event.original", HuntType.Text),
        Column("source.ip", HuntType.Ip),
        Column("source.bytes", HuntType.Whole),
        Column("user.name", HuntType.Keyword),
        Column("risk.level", HuntType.Fraction),
        Column("tls.established", HuntType.Truth),
        Column("tags", HuntType.Keyword, isList: true),
        new HuntField("fields", "fields", HuntType.Map),
    }.ToDictionary(field => field.Name);

    public static HuntFields Instance { get; } = new();

    public static HuntSchema Schema { get; } = new(Instance);

    public string Name => "events";

    public IReadOnlyCollection<string> FieldNames => Fields.Keys;

    public IReadOnlyList<string> RowFields { get; } = ["@timestamp", "source.ip", "user.name", "tags", "event.original"];

    public string? TimeField => "@timestamp";

    public IReadOnlyList<string> WordFields { get; } = ["event.original", "user.name", "tags"];

    public HuntMap? OtherFields { get; } = new("fields", HoldsLists: true);

    public bool TryGetField(string name, [NotNullWhen(true)] out HuntField? field) => Fields.TryGetValue(name, out field);

    private static HuntField Column(string name, HuntType type, bool isList = false) => new(name, $"\"{name}\"", type, isList);
}
