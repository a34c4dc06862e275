namespace Kotwal.Events;

/// <summary>Bytes as they were received, with our own time and the place where they are kept.</summary>
/// <param name="Payload">
/// The framed bytes. The reader of a record does not own them: they are valid only during the call that hands them over.
/// </param>
/// <param name="Origin">Where the bytes came from; shared by all records of one connection or sender.</param>
/// <param name="ReceivedAt">Our own time at receipt; never goes back within one spool.</param>
/// <param name="Position">Byte position in the spool or file that holds the record; ids of events are made from it.</param>
/// <param name="IsTruncated">True when the sender sent more than is kept of one record.</param>
public readonly record struct Record(
    ReadOnlyMemory<byte> Payload,
    RecordOrigin Origin,
    EventTime ReceivedAt,
    long Position,
    bool IsTruncated);
