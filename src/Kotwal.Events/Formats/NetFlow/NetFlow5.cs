using System.Buffers.Binary;
using Kotwal.Events.Reading;
using Kotwal.Events.Reading.Flows;

namespace Kotwal.Events.Formats.NetFlow;

/// <summary>NetFlow version 5: a header and up to thirty flows of one fixed form, which is read as version 9's would be.</summary>
internal sealed class NetFlow5(FlowExporter exporter, FlowDatagram datagram)
{
    public const int Version = 5;
    public const int HeaderBytes = 24;

    private const long NanosecondsPerSecond = 1_000_000_000;

    // Cisco's table of the version 5 flow record, each field as the information element that means it; the rest is padding.
    private static readonly FlowTemplate Flow = new(
        [
            Of(8, 4), Of(12, 4), Of(15, 4), Of(10, 2), Of(14, 2), Of(2, 4), Of(1, 4), Of(22, 4), Of(21, 4), Of(7, 2), Of(11, 2),
            Of(210, 1), Of(6, 1), Of(4, 1), Of(5, 1), Of(16, 2), Of(17, 2), Of(9, 1), Of(13, 1), Of(210, 2),
        ],
        isOptions: false);

    private readonly FlowDecoder decoder = new();

    /// <summary>Reads a datagram; an error when not even its header is whole.</summary>
    public ReadError? Read(in Record record, EventBatch output)
    {
        var bytes = record.Payload.Span;
        if (bytes.Length < HeaderBytes)
        {
            return new(bytes.Length, $"a header of {HeaderBytes} bytes");
        }

        var uptime = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var exportedAt = (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) * NanosecondsPerSecond) + Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]), 999_999_999);
        var engine = BinaryPrimitives.ReadUInt16BigEndian(bytes[20..]);
        var domain = exporter.DomainOf(((long)Version << 32) | engine);
        datagram.Start(in record, output, Version, engine, exportedAt, uptime);

        // Two bits of mode, fourteen of interval.
        domain.SamplingRate = BinaryPrimitives.ReadUInt16BigEndian(bytes[22..]) & 0x3FFFu;
        domain.Sequence.IsKnown &= !FlowLosses.HasRestarted(domain, uptime);
        var told = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        var flows = ReadFlows(told, bytes.Length, domain);
        FlowLosses.Take(datagram, domain.Sequence, BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), told, "flows", HeaderBytes);
        if (flows < told)
        {
            var start = HeaderBytes + (flows * Flow.LeastBytes);
            datagram.AddUnreadable(start, bytes.Length - start, new(bytes.Length, $"{told} flows"));
        }

        return null;
    }

    private int ReadFlows(int told, int bytes, FlowDomain domain)
    {
        var flows = Math.Min(told, (bytes - HeaderBytes) / Flow.LeastBytes);
        for (var flow = 0; flow < flows; flow++)
        {
            decoder.ReadFlow(Flow, HeaderBytes + (flow * Flow.LeastBytes), Flow.LeastBytes, datagram, domain);
        }

        return flows;
    }

    private static FlowField Of(int element, int length) => new(0, element, length);
}
