namespace Kotwal.Watch.Alerts;

/// <summary>A field and its value, as an alert keeps them.</summary>
/// <param name="Name">Dotted name of the field.</param>
/// <param name="Value">The value as text.</param>
public sealed record NamedValue(string Name, string Value);

/// <summary>A copy of an event that outlives the retention of the log.</summary>
/// <param name="Id">The event's id in the lake.</param>
/// <param name="Json">The event as a flat JSON object; null for whoever does not reach the event.</param>
public sealed record EventCopy(Guid Id, string? Json);
