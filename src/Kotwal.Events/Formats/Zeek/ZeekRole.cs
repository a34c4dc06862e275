namespace Kotwal.Events.Formats.Zeek;

/// <summary>Names whose values decide about the whole event.</summary>
internal enum ZeekRole
{
    None,
    Timestamp,
    Service,
    OrigBytes,
    RespBytes,
    OrigPackets,
    RespPackets,
    ConnState,
    HttpStatus,
    Success,
    Rcode,
}
