using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.EcsJson;

/// <summary>
/// Events that follow the Elastic Common Schema already, flat or nested, as Beats and Elastic Agent send them. A value that
/// does not fit its field stands under <c>ecs.*</c>.
/// </summary>
internal sealed class EcsFormat : IEventFormat
{
    internal const int TimestampRole = 1;

    private readonly JsonNames names = new(path => SchemaName.Of(path, "ecs.", path == "@timestamp" ? TimestampRole : 0));

    public string Name => "ecs";

    public int Score(ReadOnlySpan<byte> payload)
    {
        if (!JsonLook.IsObject(payload) || payload.IndexOf("\"@timestamp\""u8) < 0)
        {
            return 0;
        }

        var isSure = payload.IndexOf("\"ecs\""u8) >= 0 || payload.IndexOf("\"ecs.version\""u8) >= 0
            || payload.IndexOf("\"event\""u8) >= 0 || payload.IndexOf("\"event."u8) >= 0 || payload.IndexOf("\"agent\""u8) >= 0;
        return isSure ? 92 : 65;
    }

    public IEventReader CreateReader() => new EcsReader(names);
}
