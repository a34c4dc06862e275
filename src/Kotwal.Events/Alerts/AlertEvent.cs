namespace Kotwal.Events.Alerts;

/// <summary>A copy of an event as an alert keeps it, so that it outlives the retention of the log.</summary>
/// <param name="Id">The event's id in the lake.</param>
/// <param name="Json">The event as a flat JSON object; at most 64 KiB, else without its original.</param>
public sealed record AlertEvent(SecurityEventId Id, string Json)
{
    /// <summary>True when only the id is known yet; whoever has the lake completes it.</summary>
    public bool IsIdOnly => Json == IdOnly(Id);

    /// <summary>The JSON of an event of which a detector remembers the id only.</summary>
    public static string IdOnly(SecurityEventId id) => $$"""{"event.id":"{{id}}"}""";
}
