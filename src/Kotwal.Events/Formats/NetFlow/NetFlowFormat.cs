using System.Buffers.Binary;

namespace Kotwal.Events.Formats.NetFlow;

/// <summary>
/// NetFlow version 5 and version 9 (RFC 3954): one datagram a record, one event a flow. Fields of the schema stand there, all others
/// under <c>flow.*</c> by IANA's names for them.
/// </summary>
internal sealed class NetFlowFormat : IEventFormat
{
    public const string FormatName = "netflow";

    public string Name => FormatName;

    public int Score(ReadOnlySpan<byte> payload) => payload.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(payload) switch
    {
        NetFlow5.Version => payload.Length < NetFlow5.HeaderBytes ? 60 : 96,
        NetFlow9.Version => payload.Length < NetFlow9.HeaderBytes ? 60 : 96,
        _ => 0,
    };

    public IEventReader CreateReader() => new NetFlowReader();
}
