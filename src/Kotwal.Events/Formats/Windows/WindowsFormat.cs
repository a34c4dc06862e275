using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Windows;

/// <summary>
/// Windows events as JSON: flat under Sigma's own field names, or nested as EVTX exports write them
/// (<c>{"Event":{"System":…,"EventData":…}}</c>). Event data always stands whole under <c>winlog.event_data.*</c>.
/// </summary>
internal sealed class WindowsFormat : IEventFormat
{
    private readonly JsonNames names = new(WindowsNames.MeaningOf);

    public string Name => "windows";

    public int Score(ReadOnlySpan<byte> payload)
    {
        if (!JsonLook.IsObject(payload) || payload.IndexOf("\"EventID\""u8) < 0)
        {
            return 0;
        }

        var isNested = payload.IndexOf("\"System\""u8) >= 0
            && (payload.IndexOf("\"EventData\""u8) >= 0 || payload.IndexOf("\"UserData\""u8) >= 0 || payload.IndexOf("\"Provider\""u8) >= 0);
        var isFlat = payload.IndexOf("\"Channel\""u8) >= 0 || payload.IndexOf("\"Provider_Name\""u8) >= 0;
        return isNested || isFlat ? 90 : 40;
    }

    public IEventReader CreateReader() => new WindowsReader(names);
}
