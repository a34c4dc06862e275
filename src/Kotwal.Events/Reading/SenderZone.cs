namespace Kotwal.Events.Reading;

/// <summary>The zone for times that name none, as the record's origin says. Looks a name up once per origin.</summary>
internal sealed class SenderZone
{
    private RecordOrigin? origin;
    private TimeZoneInfo? zone;

    /// <summary>The origin's zone; null, which is UTC, where it names none or one that nobody knows.</summary>
    public TimeZoneInfo? Of(RecordOrigin current)
    {
        if (!ReferenceEquals(origin, current))
        {
            origin = current;
            zone = current.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : null;
        }

        return zone;
    }
}
