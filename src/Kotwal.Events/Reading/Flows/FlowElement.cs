namespace Kotwal.Events.Reading.Flows;

/// <summary>How the bytes of an information element are read (RFC 7011, section 6.1).</summary>
internal enum FlowType : byte
{
    Unsigned,
    Float,
    Boolean,
    Mac,
    Text,
    Ipv4,
    Ipv6,
    Bytes,
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
}

/// <summary>Elements that decide about more than a field of their own.</summary>
internal enum FlowRole : byte
{
    None,
    Skipped,

    /// <summary>Zero says that the exporter does not know.</summary>
    ZeroIsNone,
    SourceAddress,
    DestinationAddress,
    SourcePort,
    DestinationPort,
    Protocol,
    Octets,
    Packets,
    ReverseOctets,
    ReversePackets,
    TcpFlags,
    ReverseTcpFlags,
    Direction,
    IcmpTypeCode,
    IcmpType,
    IcmpCode,
    EndReason,
    FirewallEvent,
    Start,
    End,
    StartUptime,
    EndUptime,
    StartDelta,
    EndDelta,
    BootTime,
    DurationMilliseconds,
    DurationMicroseconds,
    IngressInterface,
    EgressInterface,
    InterfaceName,
    InterfaceDescription,
    ApplicationId,
    ApplicationName,
    SamplerId,
    SamplingInterval,
    SamplerInterval,
    PacketInterval,
    PacketSpace,
    Population,
}

/// <summary>An information element: what a field of a template means. Immutable.</summary>
/// <param name="Own">The field under which the value stands when the schema has none for it, or has it already.</param>
/// <param name="Type">How its bytes are read.</param>
/// <param name="Schema">The field of the schema; null when there is none.</param>
/// <param name="Role">What else it decides.</param>
internal sealed record FlowElement(Field Own, FlowType Type, Field? Schema = null, FlowRole Role = FlowRole.None);
