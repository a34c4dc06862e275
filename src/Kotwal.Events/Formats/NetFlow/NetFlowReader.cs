using System.Buffers;
using System.Buffers.Binary;
using Kotwal.Events.Reading;
using Kotwal.Events.Reading.Flows;

namespace Kotwal.Events.Formats.NetFlow;

/// <summary>Reads the datagrams of one exporter; the first two bytes of each say which version it is.</summary>
internal sealed class NetFlowReader : IStatefulReader
{
    private readonly FlowExporter exporter = new();
    private readonly FlowDatagram datagram = new(NetFlowFormat.FormatName);
    private readonly NetFlow5 five;
    private readonly NetFlow9 nine;

    public NetFlowReader()
    {
        five = new(exporter, datagram);
        nine = new(exporter, datagram);
    }

    public int StateBytes => exporter.StateBytes;

    public void Read(in Record record, EventBatch output)
    {
        var bytes = record.Payload.Span;
        var error = bytes.Length < 2 ? new ReadError(bytes.Length, "NetFlow's version") : BinaryPrimitives.ReadUInt16BigEndian(bytes) switch
        {
            NetFlow5.Version => five.Read(in record, output),
            NetFlow9.Version => nine.Read(in record, output),
            _ => new(0, "NetFlow's version 5 or 9"),
        };
        if (error is not null)
        {
            output.Begin(in record);
            Unreadable.Mark(output, error);
            output.End();
        }
    }

    public void Save(IBufferWriter<byte> output) => exporter.Save(output);

    public bool TryRestore(ReadOnlySpan<byte> state) => exporter.TryRestore(state);
}
