using System.Buffers.Binary;
using Kotwal.Events.Reading;
using Kotwal.Events.Reading.Flows;

namespace Kotwal.Events.Formats.NetFlow;

/// <summary>NetFlow version 9 (RFC 3954): a header and sets.</summary>
internal sealed class NetFlow9(FlowExporter exporter, FlowDatagram datagram)
{
    public const int Version = 9;
    public const int HeaderBytes = 20;

    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly FlowSets sets = new(exporter, FlowDialect.NetFlow, NetFlowFormat.FormatName);

    /// <summary>Reads a datagram; an error when not even its header is whole.</summary>
    public ReadError? Read(in Record record, EventBatch output)
    {
        var bytes = record.Payload.Span;
        if (bytes.Length < HeaderBytes)
        {
            return new(bytes.Length, $"a header of {HeaderBytes} bytes");
        }

        var uptime = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var exportedAt = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) * NanosecondsPerSecond;
        var number = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        var source = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
        var key = ((long)Version << 32) | source;
        var domain = exporter.DomainOf(key);
        datagram.Start(in record, output, Version, source, exportedAt, uptime);
        if (FlowLosses.HasRestarted(domain, uptime))
        {
            // RFC 3954, section 9: what was started anew may number its templates anew.
            domain.Sequence.IsKnown = false;
            domain.RemoveAll(isOptions: false);
            domain.RemoveAll(isOptions: true);
        }

        sets.Read(datagram, key, domain, Version, HeaderBytes);
        sets.GiveUpOverdue(datagram, Version);
        FlowLosses.Take(datagram, domain.Sequence, number, 1, "datagrams", HeaderBytes);
        return null;
    }
}
