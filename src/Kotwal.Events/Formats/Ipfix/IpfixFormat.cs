using System.Buffers.Binary;

namespace Kotwal.Events.Formats.Ipfix;

/// <summary>
/// IPFIX (RFC 7011): one message a record, one event a flow, with flows in both directions (RFC 5103). Fields of the schema stand
/// there, all others under <c>flow.*</c> by IANA's names for them, or by their numbers.
/// </summary>
internal sealed class IpfixFormat : IEventFormat
{
    public const string FormatName = "ipfix";

    public string Name => FormatName;

    public int Score(ReadOnlySpan<byte> payload) =>
        payload.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(payload) != IpfixReader.Version ? 0
        : payload.Length < IpfixReader.HeaderBytes ? 60 : 96;

    public IEventReader CreateReader() => new IpfixReader();
}
