namespace Kotwal.Events.Reading.Flows;

/// <summary>What was seen of one flow, of which more follows when all its values are known.</summary>
internal struct FlowFacts
{
    public FlowFacts()
    {
    }

    /// <summary>Where the addresses stand in the record; of length 0 when there is none.</summary>
    public (int Start, int Length) Source;

    /// <inheritdoc cref="Source"/>
    public (int Start, int Length) Destination;

    /// <summary>IANA's number of the protocol; -1 when it was not said.</summary>
    public int Protocol = -1;

    public int SourcePort = -1;

    public int DestinationPort = -1;

    public int IcmpType = -1;

    public int IcmpCode = -1;

    public (long Number, TextPlace Place)? Octets;

    public (long Number, TextPlace Place)? Packets;

    public (long Number, TextPlace Place)? ReverseOctets;

    public (long Number, TextPlace Place)? ReversePackets;

    public EventTime? StartAt;

    public EventTime? EndAt;

    /// <summary>In nanoseconds; -1 when it was not said.</summary>
    public long Duration = -1;

    /// <summary>When the exporter was started, in nanoseconds since 1970; 0 when that is not known.</summary>
    public long BootAt;

    /// <summary>The sampler that took the flow's packets; null when it was not said.</summary>
    public ulong? Sampler;

    /// <summary>One of how many packets was taken, by the flow's own word.</summary>
    public ulong SamplingRate;
}
