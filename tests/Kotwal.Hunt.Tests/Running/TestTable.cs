using System.Diagnostics.CodeAnalysis;

namespace Kotwal.Hunt.Tests.Running;

/// <summary>The events of the tests, as a lake would give them.</summary>
internal sealed class TestTable : IHuntTable
{
    private static readonly Dictionary<string, HuntField> Fields = new[]
    {
        Column("@timestamp", HuntType.Time),
        Column("event.id", HuntType.Keyword),
        Column("event.original", HuntType.Text),
        Column("message", HuntType.Text),
        Column("source.ip", HuntType.Ip),
        Column("source.bytes", HuntType.Whole),
        Column("destination.port", HuntType.Whole),
        Column("user.name", HuntType.Keyword),
        Column("event.outcome", HuntType.Keyword),
        Column("risk.level", HuntType.Fraction),
        Column("tls.established", HuntType.Truth),
        Column("tags", HuntType.Keyword, isList: true),
        new HuntField("fields", "fields", HuntType.Map),
    }.ToDictionary(field => field.Name);

    public static TestTable Open { get; } = new(new HuntMap("fields", HoldsLists: true));

    public static TestTable Closed { get; } = new(null);

    private TestTable(HuntMap? others)
    {
        OtherFields = others;
    }

    public string Name => "events";

    public IReadOnlyCollection<string> FieldNames => Fields.Keys;

    public IReadOnlyList<string> RowFields { get; } =
        ["@timestamp", "event.id", "source.ip", "destination.port", "user.name", "event.outcome", "source.bytes", "tags", "event.original"];

    public string? TimeField => "@timestamp";

    public IReadOnlyList<string> WordFields { get; } = ["event.original", "user.name", "tags"];

    public HuntMap? OtherFields { get; }

    public bool TryGetField(string name, [NotNullWhen(true)] out HuntField? field) => Fields.TryGetValue(name, out field);

    private static HuntField Column(string name, HuntType type, bool isList = false) => new(name, $"\"{name}\"", type, isList);
}
