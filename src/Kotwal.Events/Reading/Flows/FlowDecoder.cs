using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading.Flows;

/// <summary>Reads one record of a template into one event. Used again for each record, by one thread at a time.</summary>
internal sealed class FlowDecoder
{
    private const long NanosecondsPerMillisecond = 1_000_000;
    private const long NanosecondsPerMicrosecond = 1_000;

    private readonly FlowValueWriter values = new();
    private readonly FlowFinisher finisher;

    public FlowDecoder() => finisher = new(values);

    /// <summary>Adds the event of a record of traffic.</summary>
    /// <param name="template">How the record is laid out; it was measured, so that all its values are there.</param>
    /// <param name="start">Where it begins in the datagram.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="datagram">What the record stands in.</param>
    /// <param name="domain">What is known of the exporter.</param>
    public void ReadFlow(FlowTemplate template, int start, int length, FlowDatagram datagram, FlowDomain domain)
    {
        datagram.BeginFlow(start, length);
        var seen = new FlowFacts { BootAt = domain.BootAt };
        ReadValues(template, datagram.Bytes.Slice(start, length), datagram, domain, ref seen);
        finisher.Finish(in seen, datagram, domain);
        datagram.Batch.End();
    }

    /// <summary>Adds the event of a record that tells of the exporter.</summary>
    public void ReadOptions(FlowTemplate template, int start, int length, FlowDatagram datagram)
    {
        datagram.BeginOther(start, length, "state"u8, "options");
        var bytes = datagram.Bytes.Slice(start, length);
        var position = 0;
        for (var index = 0; index < template.Elements.Length; index++)
        {
            var size = FlowTemplate.LengthAt(bytes, template.Fields[index].Length, ref position);
            if (template.Elements[index].Role != FlowRole.Skipped)
            {
                values.Add(datagram.Batch, template.Elements[index] with { Schema = null }, bytes.Slice(position, size));
            }

            position += size;
        }

        datagram.Batch.End();
    }

    private void ReadValues(FlowTemplate template, ReadOnlySpan<byte> bytes, FlowDatagram datagram, FlowDomain domain, ref FlowFacts seen)
    {
        var position = 0;
        var fields = template.Fields;
        var elements = template.Elements;
        for (var index = 0; index < fields.Length && index < elements.Length; index++)
        {
            var length = FlowTemplate.LengthAt(bytes, fields[index].Length, ref position);
            var value = bytes.Slice(position, length);
            position += length;
            if (elements[index].Role == FlowRole.None)
            {
                values.Add(datagram.Batch, elements[index], value);
            }
            else
            {
                Read(elements[index], value, position - length, template, datagram, domain, ref seen);
            }
        }
    }

    private void Read(
        FlowElement element, ReadOnlySpan<byte> value, int position, FlowTemplate template, FlowDatagram datagram, FlowDomain domain, ref FlowFacts seen)
    {
        var batch = datagram.Batch;
        switch (element.Role)
        {
            case FlowRole.Skipped:
                return;
            case FlowRole.ZeroIsNone:
                if (value.ContainsAnyExcept((byte)0))
                {
                    values.Add(batch, element, value);
                }

                return;
            case FlowRole.SourceAddress or FlowRole.DestinationAddress:
                ReadAddress(element, value, position, template, batch, ref seen);
                return;
            case FlowRole.Start or FlowRole.End:
                ReadTime(element, value, batch, ref seen);
                return;
        }

        if (value.Length is 0 or > 8)
        {
            values.Add(batch, element, value);
            return;
        }

        ReadNumber(element, FlowText.ReadUnsigned(value), value, datagram, domain, ref seen);
    }

    private void ReadNumber(FlowElement element, ulong number, ReadOnlySpan<byte> value, FlowDatagram datagram, FlowDomain domain, ref FlowFacts seen)
    {
        var batch = datagram.Batch;
        switch (element.Role)
        {
            case FlowRole.Protocol:
                seen.Protocol = (int)Math.Min(number, 256);
                return;
            case FlowRole.SourcePort:
                seen.SourcePort = (int)Math.Min(number, 65535);
                return;
            case FlowRole.DestinationPort:
                seen.DestinationPort = (int)Math.Min(number, 65535);
                return;
            case FlowRole.Octets or FlowRole.Packets or FlowRole.ReverseOctets or FlowRole.ReversePackets:
                ReadCount(element, number, batch, ref seen);
                return;
            case FlowRole.TcpFlags or FlowRole.ReverseTcpFlags:
                FlowWords.AddTcpFlags(batch, element, (int)number);
                return;
            case FlowRole.Direction:
                FlowWords.AddDirection(batch, element, number);
                return;
            case FlowRole.IcmpTypeCode:
                seen.IcmpType = (int)(number >> 8) & 255;
                seen.IcmpCode = (int)number & 255;
                return;
            case FlowRole.IcmpType:
                seen.IcmpType = (int)number & 255;
                return;
            case FlowRole.IcmpCode:
                seen.IcmpCode = (int)number & 255;
                return;
            case FlowRole.EndReason:
                FlowWords.AddEndReason(batch, element, number);
                return;
            case FlowRole.FirewallEvent:
                FlowWords.AddFirewallEvent(batch, element, number);
                return;
            case FlowRole.StartUptime:
                seen.StartAt = TimeOfUptime(number, datagram, in seen);
                return;
            case FlowRole.EndUptime:
                seen.EndAt = TimeOfUptime(number, datagram, in seen);
                return;
            case FlowRole.StartDelta:
                seen.StartAt = new EventTime(Math.Max(0, datagram.ExportedAt - ((long)(uint)number * NanosecondsPerMicrosecond)), 6);
                return;
            case FlowRole.EndDelta:
                seen.EndAt = new EventTime(Math.Max(0, datagram.ExportedAt - ((long)(uint)number * NanosecondsPerMicrosecond)), 6);
                return;
            case FlowRole.BootTime:
                seen.BootAt = number <= long.MaxValue / NanosecondsPerMillisecond ? (long)number * NanosecondsPerMillisecond : 0;
                return;
            case FlowRole.DurationMilliseconds:
                seen.Duration = (long)(uint)number * NanosecondsPerMillisecond;
                return;
            case FlowRole.DurationMicroseconds:
                seen.Duration = (long)(uint)number * NanosecondsPerMicrosecond;
                return;
            case FlowRole.IngressInterface:
                FlowNames.AddIngress(batch, element, number, domain);
                return;
            case FlowRole.EgressInterface:
                FlowNames.AddEgress(batch, element, number, domain);
                return;
            case FlowRole.ApplicationId:
                FlowNames.AddApplication(batch, element, number, domain);
                return;
            case FlowRole.SamplerId:
                seen.Sampler = number;
                values.Add(batch, element, value);
                return;
            case FlowRole.SamplingInterval or FlowRole.SamplerInterval:
                seen.SamplingRate = number;
                return;
            default:
                values.Add(batch, element, value);
                return;
        }
    }

    private void ReadAddress(
        FlowElement element, ReadOnlySpan<byte> value, int position, FlowTemplate template, EventBatch batch, ref FlowFacts seen)
    {
        var isSource = element.Role == FlowRole.SourceAddress;
        if (template.HasBothFamilies && !value.ContainsAnyExcept((byte)0))
        {
            return;
        }

        if (value.Length is 4 or 16 && !batch.Has(element.Schema!))
        {
            ref var address = ref isSource ? ref seen.Source : ref seen.Destination;
            address = (position, value.Length);
            var place = batch.Keep(FlowText.WriteAddress(value, batch.Reserve(FlowText.MaxAddressBytes)));
            batch.Add(element.Schema!, place);
            batch.Add(Ecs.RelatedIp, place, isListItem: true);
            return;
        }

        values.Add(batch, element, value);
    }

    private void ReadTime(FlowElement element, ReadOnlySpan<byte> value, EventBatch batch, ref FlowFacts seen)
    {
        ref var time = ref element.Role == FlowRole.Start ? ref seen.StartAt : ref seen.EndAt;
        if (time is null && FlowValueWriter.ReadTime(element.Type, value) is { } read)
        {
            time = read;
            return;
        }

        values.Add(batch, element, value);
    }

    private static void ReadCount(FlowElement element, ulong number, EventBatch batch, ref FlowFacts seen)
    {
        if (number > long.MaxValue || batch.Has(element.Schema!))
        {
            FlowNumber.Add(batch, element.Own, number);
            return;
        }

        ref var count = ref seen.Octets;
        switch (element.Role)
        {
            case FlowRole.Packets:
                count = ref seen.Packets;
                break;
            case FlowRole.ReverseOctets:
                count = ref seen.ReverseOctets;
                break;
            case FlowRole.ReversePackets:
                count = ref seen.ReversePackets;
                break;
        }

        var place = FlowNumber.Keep(batch, number);
        count = ((long)number, place);
        batch.Add(element.Schema!, place, FieldKind.Number);
    }

    // Uptimes are of 32 bits and begin anew after 49 days; the datagram's own tells how long ago it was.
    private static EventTime? TimeOfUptime(ulong uptime, FlowDatagram datagram, in FlowFacts seen)
    {
        var now = datagram.Uptime ?? (seen.BootAt > 0 ? unchecked((uint)((datagram.ExportedAt - seen.BootAt) / NanosecondsPerMillisecond)) : null);
        if (now is not { } present)
        {
            return null;
        }

        var at = datagram.ExportedAt - (unchecked((int)(present - (uint)uptime)) * NanosecondsPerMillisecond);
        return at >= 0 ? new EventTime(at, 3) : null;
    }
}
