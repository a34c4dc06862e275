using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Json;

/// <summary>
/// Any JSON object. Names stay as they are; where one is the schema's own and the value does not fit it, the value stands under
/// <c>json.*</c>. The time is taken from the name that most often holds it.
/// </summary>
internal sealed class JsonFormat : IEventFormat
{
    /// <summary>Names that hold the time, the most telling first; a name's role is its place, counted from 1.</summary>
    internal static readonly string[] TimeNames =
    [
        "@timestamp", "timestamp", "eventTime", "event_time", "time", "ts", "datetime", "TimeGenerated", "EventTime", "_time",
        "__REALTIME_TIMESTAMP", "created_at", "createdAt", "date", "epoch",
    ];

    private readonly JsonNames names = new(path => SchemaName.Of(path, "json.", Array.IndexOf(TimeNames, path) + 1));

    public string Name => "json";

    // What opens a brace and goes on badly is broken JSON rather than text: its event says where it breaks.
    public int Score(ReadOnlySpan<byte> payload) => JsonLook.IsObject(payload) ? 50 : JsonLook.OpensObject(payload) ? 10 : 0;

    public IEventReader CreateReader() => new JsonObjectReader(names);
}
