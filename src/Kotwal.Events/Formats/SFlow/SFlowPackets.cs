using Kotwal.Events.Reading;
using Kotwal.Events.Reading.Flows;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.SFlow;

/// <summary>Reads samples of traffic: one packet of so many, as an event.</summary>
internal sealed class SFlowPackets
{
    private const uint RawHeader = 1;
    private const uint Ethernet = 2;
    private const uint Ipv4 = 3;
    private const uint Ipv6 = 4;
    private const uint Switch = 1001;
    private const uint Router = 1002;
    private const uint Gateway = 1003;
    private const uint Nat = 1007;
    private const int MaxRecords = 64;

    // Two bits say what the other thirty are: an interface, a reason why the packet was thrown away, a number of interfaces.
    private const int KindShift = 30;
    private const uint NumberMask = (1u << KindShift) - 1;

    // The agent itself, which has no interface of its own.
    private const uint Unnumbered = NumberMask;

    private static readonly FlowDomain NoDomain = new();
    private static readonly FlowElement Ingress = FlowElements.Find(0, 10);
    private static readonly FlowElement Egress = FlowElements.Find(0, 14);

    private readonly FlowValueWriter values = new();
    private readonly FlowFinisher finisher;
    private readonly SFlowHeader header;

    public SFlowPackets()
    {
        finisher = new(values);
        header = new(values);
    }

    /// <summary>Adds the event of one sample.</summary>
    /// <inheritdoc cref="SFlowCounters.Read"/>
    public void Read(FlowDatagram datagram, int start, int length, int bodyBytes, bool isExpanded, ReadOnlySpan<byte> agent)
    {
        var batch = datagram.Batch;
        datagram.BeginFlow(start, length);
        SFlowCounters.AddAgent(batch, agent);
        var cursor = new XdrCursor(datagram.Bytes[..(start + 8 + bodyBytes)], start + 8);
        var seen = new FlowFacts();
        ReadSampling(ref cursor, isExpanded, batch, ref seen);
        for (var left = Math.Min(cursor.ReadUInt32(), MaxRecords); left > 0 && !cursor.IsCut; left--)
        {
            var kind = cursor.ReadUInt32();
            var size = cursor.ReadUInt32();
            var at = cursor.Position;
            var record = cursor.ReadBytes(size);
            if (!cursor.IsCut)
            {
                ReadRecord(kind, record, at - start, batch, ref seen);
            }
        }

        finisher.Finish(in seen, datagram, NoDomain);
        if (cursor.IsCut)
        {
            Unreadable.Mark(batch, new(cursor.Position, "a sample as long as its records"));
        }

        batch.End();
    }

    private static void ReadSampling(ref XdrCursor cursor, bool isExpanded, EventBatch batch, ref FlowFacts seen)
    {
        FlowNumber.Add(batch, SFlowNames.SampleSequence, cursor.ReadUInt32());
        var source = isExpanded ? ((ulong)cursor.ReadUInt32() << 24) | cursor.ReadUInt32() : cursor.ReadUInt32();
        FlowNumber.Add(batch, SFlowNames.SourceIndex, source);
        seen.SamplingRate = cursor.ReadUInt32();
        FlowNumber.Add(batch, SFlowNames.SamplePool, cursor.ReadUInt32());
        FlowNumber.Add(batch, SFlowNames.Drops, cursor.ReadUInt32());
        var (inputKind, input) = ReadInterface(ref cursor, isExpanded);
        var (outputKind, output) = ReadInterface(ref cursor, isExpanded);
        if (inputKind == 0 && input != Unnumbered && !cursor.IsCut)
        {
            FlowNames.AddIngress(batch, Ingress, input, NoDomain);
        }

        if (outputKind == 0 && output != Unnumbered && !cursor.IsCut)
        {
            FlowNames.AddEgress(batch, Egress, output, NoDomain);
        }
        else if (outputKind is 1 or 2)
        {
            batch.Add(SFlowNames.OutputKind, outputKind == 1 ? "discarded"u8 : "several"u8);
        }
    }

    private static (uint Kind, uint Number) ReadInterface(ref XdrCursor cursor, bool isExpanded)
    {
        var first = cursor.ReadUInt32();
        return isExpanded ? (first, cursor.ReadUInt32()) : (first >> KindShift, first & NumberMask);
    }

    private void ReadRecord(uint kind, ReadOnlySpan<byte> record, int at, EventBatch batch, ref FlowFacts seen)
    {
        var cursor = new XdrCursor(record);
        switch (kind)
        {
            case RawHeader:
                var protocol = cursor.ReadUInt32();
                AddSize(batch, cursor.ReadUInt32(), ref seen);
                cursor.ReadUInt32();
                var bytes = cursor.ReadBytes(cursor.ReadUInt32());
                header.Read(protocol, bytes, at + 16, batch, ref seen);
                return;
            case Ethernet:
                AddSize(batch, cursor.ReadUInt32(), ref seen);
                AddElement(batch, 56, cursor.ReadBytes(6));
                AddElement(batch, 80, cursor.ReadBytes(6));
                return;
            case Ipv4 or Ipv6:
                ReadIp(ref cursor, kind == Ipv4 ? 4 : 16, at, batch, ref seen);
                return;
            case Switch:
                AddVlan(batch, cursor.ReadUInt32());
                return;
            case Router:
                AddAddress(batch, 15, 62, cursor.ReadAddress());
                return;
            case Gateway:
                ReadGateway(ref cursor, batch);
                return;
            case Nat:
                AddAddress(batch, 225, 281, cursor.ReadAddress());
                AddAddress(batch, 226, 282, cursor.ReadAddress());
                return;
            default:
                if (!record.IsEmpty)
                {
                    FlowValueWriter.AddHex(batch, SFlowNames.RecordOf(kind), record);
                }

                return;
        }
    }

    private static void ReadIp(ref XdrCursor cursor, int addressBytes, int at, EventBatch batch, ref FlowFacts seen)
    {
        AddSize(batch, cursor.ReadUInt32(), ref seen);
        var protocol = cursor.ReadUInt32();
        var source = cursor.ReadBytes((uint)addressBytes);
        var destination = cursor.ReadBytes((uint)addressBytes);
        var (sourcePort, destinationPort) = (cursor.ReadUInt32(), cursor.ReadUInt32());
        var flags = cursor.ReadUInt32();
        if (cursor.IsCut || seen.Source.Length > 0)
        {
            return;
        }

        seen.Protocol = (int)Math.Min(protocol, 256);
        seen.Source = (at + 8, addressBytes);
        seen.Destination = (at + 8 + addressBytes, addressBytes);
        (seen.SourcePort, seen.DestinationPort) = ((int)Math.Min(sourcePort, 65535), (int)Math.Min(destinationPort, 65535));
        SFlowHeader.AddAddresses(batch, source, destination);
        if (protocol == SFlowHeader.Tcp)
        {
            FlowWords.AddTcpFlags(batch, SFlowHeader.TcpFlags, (int)flags & 255);
        }
    }

    // Section 5.5: the next hop, our AS, the sender's, its neighbour's, and the path to the receiver, whose last AS is the receiver's.
    private void ReadGateway(ref XdrCursor cursor, EventBatch batch)
    {
        AddAddress(batch, 18, 63, cursor.ReadAddress());
        cursor.ReadUInt32();
        var source = cursor.ReadUInt32();
        cursor.ReadUInt32();
        var destination = 0u;
        for (var segments = Math.Min(cursor.ReadUInt32(), MaxRecords); segments > 0 && !cursor.IsCut; segments--)
        {
            cursor.ReadUInt32();
            for (var left = Math.Min(cursor.ReadUInt32(), 256); left > 0 && !cursor.IsCut; left--)
            {
                destination = cursor.ReadUInt32();
            }
        }

        AddNumber(batch, 16, source);
        AddNumber(batch, 17, destination);
    }

    private static void AddSize(EventBatch batch, uint bytes, ref FlowFacts seen)
    {
        if (seen.Octets is null)
        {
            seen.Octets = (bytes, FlowNumber.Keep(batch, bytes));
            seen.Packets = (1, FlowNumber.Keep(batch, 1));
            batch.Add(Ecs.SourceBytes, seen.Octets.Value.Place, FieldKind.Number);
            batch.Add(Ecs.SourcePackets, seen.Packets.Value.Place, FieldKind.Number);
        }
    }

    private static void AddVlan(EventBatch batch, uint vlan)
    {
        if (vlan > 0 && !batch.Has(Ecs.NetworkVlanId))
        {
            AddNumber(batch, 243, vlan);
        }
    }

    private static void AddNumber(EventBatch batch, int element, uint number)
    {
        if (number > 0)
        {
            FlowValueWriter.Add(batch, FlowElements.Find(0, element), number);
        }
    }

    private void AddAddress(EventBatch batch, int element, int elementV6, ReadOnlySpan<byte> address) =>
        AddElement(batch, address.Length == 4 ? element : elementV6, address);

    private void AddElement(EventBatch batch, int element, ReadOnlySpan<byte> value)
    {
        if (value.ContainsAnyExcept((byte)0))
        {
            values.Add(batch, FlowElements.Find(0, element), value);
        }
    }
}
