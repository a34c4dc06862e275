using System.Buffers;
using System.IO.Hashing;
using Kotwal.Events.Reading;
using Kotwal.Events.Reading.Flows;

namespace Kotwal.Events.Formats.SFlow;

/// <summary>Reads the datagrams of one sender: an agent, or a proxy of several.</summary>
internal sealed class SFlowReader : IStatefulReader
{
    public const int Version = 5;

    private const uint FlowSample = 1;
    private const uint CounterSample = 2;
    private const uint ExpandedFlowSample = 3;
    private const uint ExpandedCounterSample = 4;

    private readonly FlowExporter exporter = new();
    private readonly FlowDatagram datagram = new(SFlowFormat.FormatName);
    private readonly SFlowPackets packets = new();

    public int StateBytes => exporter.StateBytes;

    public void Read(in Record record, EventBatch output)
    {
        var cursor = new XdrCursor(record.Payload.Span);
        var version = cursor.ReadUInt32();
        var agent = cursor.ReadAddress();
        var subAgent = cursor.ReadUInt32();
        var number = cursor.ReadUInt32();
        var uptime = cursor.ReadUInt32();
        var samples = cursor.ReadUInt32();
        if (cursor.IsCut || version != Version || agent.IsEmpty)
        {
            output.Begin(in record);
            Unreadable.Mark(output, new(cursor.IsCut ? record.Payload.Length : 0, "a header of sFlow version 5"));
            output.End();
            return;
        }

        var header = cursor.Position;
        var domain = exporter.DomainOf(((long)XxHash32.HashToUInt32(agent) << 32) | subAgent);
        datagram.Start(in record, output, Version, subAgent, exportedAt: 0, uptime);
        domain.Sequence.IsKnown &= !FlowLosses.HasRestarted(domain, uptime);
        ReadSamples(ref cursor, samples, agent);
        FlowLosses.Take(datagram, domain.Sequence, number, 1, "datagrams", header);
        exporter.Weigh();
    }

    public void Save(IBufferWriter<byte> output) => exporter.Save(output);

    public bool TryRestore(ReadOnlySpan<byte> state) => exporter.TryRestore(state);

    private void ReadSamples(ref XdrCursor cursor, uint samples, ReadOnlySpan<byte> agent)
    {
        for (var left = samples; left > 0; left--)
        {
            var start = cursor.Position;
            var kind = cursor.ReadUInt32();
            var body = cursor.ReadBytes(cursor.ReadUInt32());
            if (cursor.IsCut)
            {
                datagram.AddUnreadable(start, datagram.Bytes.Length - start, new(start, $"{left} more samples"));
                return;
            }

            ReadSample(kind, start, cursor.Position - start, body, agent);
        }
    }

    private void ReadSample(uint kind, int start, int length, ReadOnlySpan<byte> body, ReadOnlySpan<byte> agent)
    {
        switch (kind)
        {
            case FlowSample or ExpandedFlowSample:
                packets.Read(datagram, start, length, body.Length, kind == ExpandedFlowSample, agent);
                return;
            case CounterSample or ExpandedCounterSample:
                SFlowCounters.Read(datagram, start, length, body.Length, kind == ExpandedCounterSample, agent);
                return;
            default:
                // A vendor's own kind of sample: kept, for who can read it.
                SFlowCounters.BeginOther(datagram, start, length, "sample", agent);
                FlowNumber.Add(datagram.Batch, SFlowNames.SampleKind, kind);
                datagram.Batch.End();
                return;
        }
    }
}
