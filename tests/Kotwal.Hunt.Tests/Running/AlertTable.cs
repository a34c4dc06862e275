using System.Diagnostics.CodeAnalysis;

namespace Kotwal.Hunt.Tests.Running;

/// <summary>A table without unknown fields, whose columns are named like those of events and unlike them.</summary>
internal sealed class AlertTable : IHuntTable
{
    private static readonly Dictionary<string, HuntField> Fields = new HuntField[]
    {
        new("raised", "raised_at", HuntType.Time),
        new("alert.id", "id", HuntType.Keyword),
        new("title", "title", HuntType.Text),
        new("user.name", "who", HuntType.Keyword),
        new("score", "score", HuntType.Whole),
        new("details", "details", HuntType.Keyword),
    }.ToDictionary(field => field.Name);

    public static AlertTable Instance { get; } = new();

    /// <summary>The rows: time before now in minutes, id, title, user, score and a document.</summary>
    public static IReadOnlyList<(int Minutes, string Id, string Title, string? User, long Score, string? Details)> Rows { get; } =
    [
        (10, "a1", "Password guessing", "root", 70, """{"source":{"ip":"10.0.0.5","ports":[22,2222]},"tries":12}"""),
        (20, "a2", "New admin", "Admin", 90, """{"source":{"ip":"203.0.113.7"},"tries":"3"}"""),
        (30, "a3", "Password guessing", "asha", 40, null),
        (400, "a4", "Nobody's alert", null, 10, "no document"),
        (500, "a5", "Of a stranger", "stranger", 55, "[]"),
    ];

    public string Name => "alerts";

    public IReadOnlyCollection<string> FieldNames => Fields.Keys;

    public IReadOnlyList<string> RowFields { get; } = ["raised", "alert.id", "title", "user.name", "score"];

    public string? TimeField => "raised";

    public IReadOnlyList<string> WordFields { get; } = ["title"];

    public HuntMap? OtherFields => null;

    public bool TryGetField(string name, [NotNullWhen(true)] out HuntField? field) => Fields.TryGetValue(name, out field);
}
