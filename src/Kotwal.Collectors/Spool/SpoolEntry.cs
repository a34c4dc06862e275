namespace Kotwal.Collectors.Spool;

/// <summary>One record on its way into the spool.</summary>
/// <param name="Payload">The framed bytes; the appender keeps them unchanged until the append completes.</param>
/// <param name="IsTruncated">True when the sender sent more than is kept.</param>
public readonly record struct SpoolEntry(ReadOnlyMemory<byte> Payload, bool IsTruncated);
