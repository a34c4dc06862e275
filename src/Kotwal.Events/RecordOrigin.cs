namespace Kotwal.Events;

/// <summary>
/// Where records come from: the configured inlet and whoever sent to it. Immutable, so one instance serves all records of a
/// connection.
/// </summary>
public sealed record RecordOrigin
{
    /// <summary>Name of the configured inlet, for example <c>syslog</c> or the <c>{source}</c> of an ingest request.</summary>
    public required string Source { get; init; }

    /// <summary>How the bytes travelled: <c>syslog-udp</c>, <c>syslog-tcp</c>, <c>http</c>, <c>file</c>.</summary>
    public required string Transport { get; init; }

    /// <summary>The sender's address as text, or the path of the file; null when there is none.</summary>
    public string? Sender { get; init; }

    /// <summary>Name of the format the inlet was configured with; null lets the first lines decide.</summary>
    public string? Format { get; init; }

    /// <summary>IANA name of the zone for times that carry none; null means UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>
    /// What the transport said besides the bytes (an index name, a topic, a certificate); empty when nothing. The key is the name
    /// of the field that events of the record get where they have none of their own.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];
}
