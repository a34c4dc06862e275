using System.Buffers.Binary;
using Kotwal.Events.Reading.Flows;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.SFlow;

/// <summary>Reads the first bytes of a sampled packet: Ethernet, VLAN tags, IP, and the ports of TCP, UDP and their like.</summary>
internal sealed class SFlowHeader(FlowValueWriter values)
{
    public const int Tcp = 6;

    private const uint Ethernet = 1;
    private const uint Ipv4 = 11;
    private const uint Ipv6 = 12;

    private const int EthernetBytes = 14;
    private const int Ipv4Bytes = 20;
    private const int Ipv6Bytes = 40;
    private const int MaxTags = 4;
    private const int MaxExtensions = 8;

    public static readonly FlowElement TcpFlags = FlowElements.Find(0, 6);

    private static readonly FlowElement SourceMac = FlowElements.Find(0, 56);
    private static readonly FlowElement DestinationMac = FlowElements.Find(0, 80);
    private static readonly FlowElement Vlan = FlowElements.Find(0, 243);
    private static readonly FlowElement InnerVlan = FlowElements.Find(0, 245);
    private static readonly FlowElement TrafficClass = FlowElements.Find(0, 5);
    private static readonly FlowElement TimeToLive = FlowElements.Find(0, 192);

    /// <summary>Adds the addresses of a packet.</summary>
    public static void AddAddresses(EventBatch batch, ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination)
    {
        AddAddress(batch, Ecs.SourceIp, source);
        AddAddress(batch, Ecs.DestinationIp, destination);
    }

    /// <summary>Reads what is there of a packet.</summary>
    /// <param name="protocol">What it begins with, by sFlow's numbers.</param>
    /// <param name="packet">Its first bytes.</param>
    /// <param name="at">Where they stand in the event's original.</param>
    /// <param name="batch">Where fields are added.</param>
    /// <param name="seen">What is told of the flow.</param>
    public void Read(uint protocol, ReadOnlySpan<byte> packet, int at, EventBatch batch, ref FlowFacts seen)
    {
        switch (protocol)
        {
            case Ethernet when packet.Length >= EthernetBytes:
                ReadEthernet(packet, at, batch, ref seen);
                return;
            case Ipv4:
                ReadIpv4(packet, at, batch, ref seen);
                return;
            case Ipv6:
                ReadIpv6(packet, at, batch, ref seen);
                return;
        }
    }

    private void ReadEthernet(ReadOnlySpan<byte> frame, int at, EventBatch batch, ref FlowFacts seen)
    {
        values.Add(batch, DestinationMac, frame[..6]);
        values.Add(batch, SourceMac, frame.Slice(6, 6));
        var place = 12;
        var type = BinaryPrimitives.ReadUInt16BigEndian(frame[place..]);
        for (var tag = 0; tag < MaxTags && type is 0x8100 or 0x88A8 or 0x9100 && frame.Length - place >= 6; tag++)
        {
            FlowValueWriter.Add(batch, tag == 0 ? Vlan : InnerVlan, BinaryPrimitives.ReadUInt16BigEndian(frame[(place + 2)..]) & 0xFFFul);
            place += 4;
            type = BinaryPrimitives.ReadUInt16BigEndian(frame[place..]);
        }

        place += 2;
        if (type == 0x0800)
        {
            ReadIpv4(frame[place..], at + place, batch, ref seen);
        }
        else if (type == 0x86DD)
        {
            ReadIpv6(frame[place..], at + place, batch, ref seen);
        }
    }

    private static void ReadIpv4(ReadOnlySpan<byte> packet, int at, EventBatch batch, ref FlowFacts seen)
    {
        var length = packet.IsEmpty ? 0 : (packet[0] & 15) * 4;
        if (seen.Source.Length > 0 || packet.Length < Ipv4Bytes || packet[0] >> 4 != 4 || length < Ipv4Bytes)
        {
            return;
        }

        seen.Source = (at + 12, 4);
        seen.Destination = (at + 16, 4);
        seen.Protocol = packet[9];
        AddAddresses(batch, packet.Slice(12, 4), packet.Slice(16, 4));
        FlowValueWriter.Add(batch, TrafficClass, packet[1]);
        FlowValueWriter.Add(batch, TimeToLive, packet[8]);
        var isFirst = (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x1FFF) == 0;
        if (isFirst && length < packet.Length)
        {
            ReadTransport(packet[length..], batch, ref seen);
        }
    }

    private static void ReadIpv6(ReadOnlySpan<byte> packet, int at, EventBatch batch, ref FlowFacts seen)
    {
        if (seen.Source.Length > 0 || packet.Length < Ipv6Bytes || packet[0] >> 4 != 6)
        {
            return;
        }

        seen.Source = (at + 8, 16);
        seen.Destination = (at + 24, 16);
        AddAddresses(batch, packet.Slice(8, 16), packet.Slice(24, 16));
        FlowValueWriter.Add(batch, TrafficClass, (ulong)(BinaryPrimitives.ReadUInt16BigEndian(packet) >> 4) & 255);
        FlowValueWriter.Add(batch, TimeToLive, packet[7]);
        int next = packet[6];
        var isFirst = true;
        var rest = packet[Ipv6Bytes..];
        for (var extensions = 0; extensions < MaxExtensions && next is 0 or 43 or 44 or 51 or 60 && rest.Length >= 8; extensions++)
        {
            // RFC 8200, section 4, and RFC 4302 for the authentication header, which counts by fours.
            var length = next switch { 44 => 8, 51 => (rest[1] + 2) * 4, _ => (rest[1] + 1) * 8 };
            isFirst &= next != 44 || (BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) & 0xFFF8) == 0;
            next = rest[0];
            rest = rest[Math.Min(length, rest.Length)..];
        }

        seen.Protocol = next;
        if (isFirst)
        {
            ReadTransport(rest, batch, ref seen);
        }
    }

    private static void ReadTransport(ReadOnlySpan<byte> segment, EventBatch batch, ref FlowFacts seen)
    {
        if (segment.Length < 4)
        {
            return;
        }

        if (seen.Protocol is 1 or 58)
        {
            (seen.IcmpType, seen.IcmpCode) = (segment[0], segment[1]);
        }
        else if (CommunityId.HasPorts(seen.Protocol))
        {
            seen.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(segment);
            seen.DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
        }

        if (seen.Protocol == Tcp && segment.Length > 13)
        {
            FlowWords.AddTcpFlags(batch, TcpFlags, segment[13]);
        }
    }

    private static void AddAddress(EventBatch batch, Field field, ReadOnlySpan<byte> address)
    {
        var place = batch.Keep(FlowText.WriteAddress(address, batch.Reserve(FlowText.MaxAddressBytes)));
        batch.Add(field, place);
        batch.Add(Ecs.RelatedIp, place, isListItem: true);
    }
}
