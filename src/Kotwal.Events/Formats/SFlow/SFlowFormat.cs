using System.Buffers.Binary;

namespace Kotwal.Events.Formats.SFlow;

/// <summary>
/// sFlow version 5 (sflow.org/sflow_version_5.txt): one datagram a record, one event a sample: a packet of traffic, or an interface's
/// counters. Fields of the schema stand there, all others under <c>flow.*</c>.
/// </summary>
internal sealed class SFlowFormat : IEventFormat
{
    public const string FormatName = "sflow";

    public string Name => FormatName;

    public int Score(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(payload) != SFlowReader.Version)
        {
            return 0;
        }

        return BinaryPrimitives.ReadUInt32BigEndian(payload[4..]) is 1 or 2 ? 97 : 60;
    }

    public IEventReader CreateReader() => new SFlowReader();
}
