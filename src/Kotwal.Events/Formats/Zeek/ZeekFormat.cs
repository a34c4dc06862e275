using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Zeek;

/// <summary>
/// Zeek's logs as JSON lines. Every value stands under <c>zeek.&lt;log&gt;.*</c> as Zeek names it, and what the schema knows stands
/// there too. The log is named by <c>_path</c>, else by the file, else by the names in the record.
/// </summary>
internal sealed class ZeekFormat : IEventFormat
{
    private readonly JsonNames names = new(ZeekNames.MeaningOf);

    public string Name => "zeek";

    public int Score(ReadOnlySpan<byte> payload)
    {
        if (!JsonLook.IsObject(payload))
        {
            return 0;
        }

        var hasTime = payload.IndexOf("\"ts\""u8) >= 0;
        var hasPeers = payload.IndexOf("\"id.orig_h\""u8) >= 0 || payload.IndexOf("\"id_orig_h\""u8) >= 0;
        if (payload.IndexOf("\"_path\""u8) >= 0)
        {
            return hasTime || hasPeers ? 95 : 60;
        }

        return hasTime && hasPeers ? 90 : hasTime && ZeekLog.ByShape(payload) is not null ? 70 : 0;
    }

    public IEventReader CreateReader() => new ZeekReader(names);
}
