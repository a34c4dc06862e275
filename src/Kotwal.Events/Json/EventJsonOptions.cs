namespace Kotwal.Events.Json;

/// <summary>What an event's JSON holds besides its fields.</summary>
public sealed record EventJsonOptions
{
    /// <summary>The fields, <c>@timestamp</c> where the record has one, and <c>event.original</c>.</summary>
    public static readonly EventJsonOptions Plain = new();

    /// <summary>All that is stored of an event: its id, when and from whom it was received, and a time in any case.</summary>
    public static readonly EventJsonOptions Stored = new() { HasReceipt = true, FallsBackToReceipt = true };

    /// <summary>
    /// True for <c>event.id</c>, <c>event.ingested</c>, <c>kotwal.source</c> and <c>log.source.address</c> too. Default false.
    /// </summary>
    public bool HasReceipt { get; init; }

    /// <summary>True to write the time of receipt as <c>@timestamp</c> where the record has no time. Default false.</summary>
    public bool FallsBackToReceipt { get; init; }

    /// <summary>True for <c>event.original</c>. Default true.</summary>
    public bool HasOriginal { get; init; } = true;
}
