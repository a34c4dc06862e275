using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading;

/// <summary>Gives the open event its time, or says that it has none.</summary>
internal static class EventStamp
{
    /// <summary>Reads an ISO time or a number since 1970; false when it is neither.</summary>
    /// <param name="batch">Holds the open event.</param>
    /// <param name="text">The time as the record writes it; empty when it writes none.</param>
    /// <param name="zone">Zone of a time that names none; null for UTC.</param>
    public static bool Set(EventBatch batch, ReadOnlySpan<byte> text, TimeZoneInfo? zone)
    {
        if (Timestamps.TryReadIso(text, zone, out var time) || Timestamps.TryReadEpoch(text, out time))
        {
            batch.SetTime(time);
            return true;
        }

        Missing(batch);
        return false;
    }

    /// <summary>Marks an event whose record has no time that could be read, and nothing about it that says one.</summary>
    public static void Missing(EventBatch batch)
    {
        if (batch.TimeAbout is null)
        {
            batch.Add(Ecs.LogFlags, "no_timestamp"u8, isListItem: true);
        }
    }
}
