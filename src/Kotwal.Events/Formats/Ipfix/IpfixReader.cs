using System.Buffers;
using System.Buffers.Binary;
using Kotwal.Events.Reading;
using Kotwal.Events.Reading.Flows;

namespace Kotwal.Events.Formats.Ipfix;

/// <summary>Reads the messages of one exporter.</summary>
internal sealed class IpfixReader : IStatefulReader
{
    public const int Version = 10;
    public const int HeaderBytes = 16;

    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly FlowExporter exporter = new();
    private readonly FlowDatagram datagram = new(IpfixFormat.FormatName);
    private readonly FlowSets sets;

    public IpfixReader() => sets = new(exporter, FlowDialect.Ipfix, IpfixFormat.FormatName);

    public int StateBytes => exporter.StateBytes;

    public void Read(in Record record, EventBatch output)
    {
        var bytes = record.Payload.Span;
        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt16BigEndian(bytes) != Version)
        {
            output.Begin(in record);
            Unreadable.Mark(output, new(Math.Min(bytes.Length, HeaderBytes), $"a header of {HeaderBytes} bytes that begins with version {Version}"));
            output.End();
            return;
        }

        var stream = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        var key = ((long)Version << 32) | stream;
        var domain = exporter.DomainOf(key);
        datagram.Start(in record, output, Version, stream, BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) * NanosecondsPerSecond, uptime: null);
        var records = sets.Read(datagram, key, domain, Version, HeaderBytes);
        sets.GiveUpOverdue(datagram, Version);
        FlowLosses.Take(datagram, domain.Sequence, BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]), records, "records", HeaderBytes);
    }

    public void Save(IBufferWriter<byte> output) => exporter.Save(output);

    public bool TryRestore(ReadOnlySpan<byte> state) => exporter.TryRestore(state);
}
