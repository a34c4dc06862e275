using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading.Flows;

/// <summary>Adds what follows from a flow's values together: ports and what stands for them, times, sums, the Community ID.</summary>
internal sealed class FlowFinisher(FlowValueWriter values)
{
    private const int Icmp = 1;
    private const int IcmpV6 = 58;

    private static readonly Field SamplingRate = FlowElements.Own("sampling_rate");
    private static readonly Field IcmpType = FlowElements.Own("icmp_type");
    private static readonly Field IcmpCode = FlowElements.Own("icmp_code");

    /// <summary>Completes the open event, whose original is the flow's record.</summary>
    public void Finish(in FlowFacts seen, FlowDatagram datagram, FlowDomain domain)
    {
        var batch = datagram.Batch;
        AddPorts(in seen, batch, out var sourcePort, out var destinationPort);
        FlowWords.AddTransport(batch, seen.Protocol, seen.Source.Length == 0 ? seen.Destination.Length : seen.Source.Length);
        AddSum(batch, Ecs.NetworkBytes, seen.Octets, seen.ReverseOctets);
        AddSum(batch, Ecs.NetworkPackets, seen.Packets, seen.ReversePackets);
        AddTimes(in seen, datagram);
        AddSampling(in seen, batch, domain);
        AddCommunityId(in seen, batch, sourcePort, destinationPort);
    }

    private static void AddPorts(in FlowFacts seen, EventBatch batch, out int sourcePort, out int destinationPort)
    {
        (sourcePort, destinationPort) = (seen.SourcePort, seen.DestinationPort);
        if (seen.Protocol is not (Icmp or IcmpV6))
        {
            AddPort(batch, Ecs.SourcePort, sourcePort, seen.Protocol);
            AddPort(batch, Ecs.DestinationPort, destinationPort, seen.Protocol);
            return;
        }

        // NetFlow v5, and many after it, say type and code in the receiver's port.
        var told = seen.IcmpType >= 0 && (seen.IcmpType > 0 || seen.IcmpCode > 0 || destinationPort <= 0);
        sourcePort = told ? seen.IcmpType : destinationPort < 0 ? -1 : destinationPort >> 8;
        destinationPort = told ? Math.Max(seen.IcmpCode, 0) : destinationPort < 0 ? -1 : destinationPort & 255;
        if (sourcePort >= 0)
        {
            FlowNumber.Add(batch, IcmpType, (ulong)sourcePort);
            FlowNumber.Add(batch, IcmpCode, (ulong)destinationPort);
        }
    }

    // Protocols without ports have zeros there.
    private static void AddPort(EventBatch batch, Field field, int port, int protocol)
    {
        if (port > 0 || (port == 0 && CommunityId.HasPorts(protocol)))
        {
            FlowNumber.Add(batch, field, (ulong)port);
        }
    }

    private static void AddSum(EventBatch batch, Field field, (long Number, TextPlace Place)? one, (long Number, TextPlace Place)? other)
    {
        if (one is { } forth && other is null)
        {
            batch.Add(field, forth.Place, FieldKind.Number);
        }
        else if (other is { } back)
        {
            var sum = (ulong)(one?.Number ?? 0) + (ulong)back.Number;
            FlowNumber.Add(batch, field, Math.Min(sum, long.MaxValue));
        }
    }

    private void AddTimes(in FlowFacts seen, FlowDatagram datagram)
    {
        var batch = datagram.Batch;
        var (start, end) = (seen.StartAt, seen.EndAt);
        if (seen.Duration >= 0)
        {
            end ??= start is { } from ? Shifted(from, seen.Duration) : null;
            start ??= end is { } to ? Shifted(to, -seen.Duration) : null;
        }

        if (start is { } startAt)
        {
            values.Add(batch, Ecs.EventStart, startAt);
        }

        if (end is { } endAt)
        {
            values.Add(batch, Ecs.EventEnd, endAt);
        }

        if (start is { } began && end is { } ended && ended >= began)
        {
            FlowNumber.Add(batch, Ecs.EventDuration, (ulong)(ended.UnixNanoseconds - began.UnixNanoseconds));
        }
        else if (seen.Duration >= 0)
        {
            FlowNumber.Add(batch, Ecs.EventDuration, (ulong)seen.Duration);
        }

        if ((end ?? start) is { } happenedAt)
        {
            batch.SetTime(happenedAt);
        }
        else
        {
            datagram.SetTime();
        }
    }

    private static EventTime? Shifted(EventTime time, long nanoseconds)
    {
        var shifted = unchecked(time.UnixNanoseconds + nanoseconds);
        return shifted >= 0 ? new EventTime(shifted, Math.Max(time.FractionDigits, (byte)3)) : null;
    }

    private static void AddSampling(in FlowFacts seen, EventBatch batch, FlowDomain domain)
    {
        var rate = seen.SamplingRate;
        if (rate == 0)
        {
            rate = seen.Sampler switch
            {
                { } sampler => domain.Samplers.GetValueOrDefault(sampler, domain.SamplingRate),
                _ => domain.SamplingRate > 0 ? domain.SamplingRate : domain.SamplerRate,
            };
        }

        if (rate > 0)
        {
            FlowNumber.Add(batch, SamplingRate, rate);
        }
    }

    private static void AddCommunityId(in FlowFacts seen, EventBatch batch, int sourcePort, int destinationPort)
    {
        if (seen.Source.Length == 0 || seen.Source.Length != seen.Destination.Length || seen.Protocol is < 0 or > 255
            || (CommunityId.HasPorts(seen.Protocol) && (sourcePort < 0 || destinationPort < 0)))
        {
            return;
        }

        // Room first: it may move the text that the original stands in.
        var room = batch.Reserve(CommunityId.TextBytes);
        var original = batch.Opened.Original;
        CommunityId.Write(
            original.Slice(seen.Source.Start, seen.Source.Length),
            original.Slice(seen.Destination.Start, seen.Destination.Length),
            seen.Protocol, sourcePort, destinationPort, room);
        batch.Add(Ecs.NetworkCommunityId, batch.Keep(CommunityId.TextBytes));
    }
}
