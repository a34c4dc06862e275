using Kotwal.Events.Reading;
using Kotwal.Events.Reading.Flows;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.SFlow;

/// <summary>Reads samples of counters: an event of kind metric each.</summary>
internal static class SFlowCounters
{
    private const uint Generic = 1;
    private const int MaxRecords = 64;

    // The generic interface counters of section 5.4, in their order; those of eight bytes are marked.
    private static readonly (Field Field, bool IsLong)[] Interface =
    [
        Of("if_index"), Of("if_type"), Of("if_speed", isLong: true), Of("if_direction"), Of("if_status"),
        Of("if_in_octets", isLong: true), Of("if_in_unicast_packets"), Of("if_in_multicast_packets"), Of("if_in_broadcast_packets"),
        Of("if_in_discards"), Of("if_in_errors"), Of("if_in_unknown_protocols"),
        Of("if_out_octets", isLong: true), Of("if_out_unicast_packets"), Of("if_out_multicast_packets"), Of("if_out_broadcast_packets"),
        Of("if_out_discards"), Of("if_out_errors"), Of("if_promiscuous_mode"),
    ];

    /// <summary>Adds the event of one sample.</summary>
    /// <param name="datagram">What is read.</param>
    /// <param name="start">Where the sample begins, with its kind and length.</param>
    /// <param name="length">Its bytes with these and what it is filled up with.</param>
    /// <param name="bodyBytes">Its bytes without.</param>
    /// <param name="isExpanded">True when numbers of interfaces have two words.</param>
    /// <param name="agent">The address of the agent.</param>
    public static void Read(FlowDatagram datagram, int start, int length, int bodyBytes, bool isExpanded, ReadOnlySpan<byte> agent)
    {
        var batch = datagram.Batch;
        BeginOther(datagram, start, length, "counters", agent);
        var bytes = datagram.Bytes[..(start + 8 + bodyBytes)];
        var cursor = new XdrCursor(bytes, start + 8);
        FlowNumber.Add(batch, SFlowNames.SampleSequence, cursor.ReadUInt32());
        var source = isExpanded ? ((ulong)cursor.ReadUInt32() << 24) | cursor.ReadUInt32() : cursor.ReadUInt32();
        FlowNumber.Add(batch, SFlowNames.SourceIndex, source);
        for (var left = Math.Min(cursor.ReadUInt32(), MaxRecords); left > 0 && !cursor.IsCut; left--)
        {
            var kind = cursor.ReadUInt32();
            var record = cursor.ReadBytes(cursor.ReadUInt32());
            if (kind == Generic)
            {
                ReadInterface(batch, record);
            }
            else if (!record.IsEmpty)
            {
                FlowValueWriter.AddHex(batch, SFlowNames.RecordOf(kind), record);
            }
        }

        if (cursor.IsCut)
        {
            Unreadable.Mark(batch, new(cursor.Position, "a sample as long as its records"));
        }

        batch.End();
    }

    /// <summary>Begins an event that is no packet of traffic.</summary>
    public static void BeginOther(FlowDatagram datagram, int start, int length, string dataset, ReadOnlySpan<byte> agent)
    {
        datagram.BeginOther(start, length, "metric"u8, dataset);
        AddAgent(datagram.Batch, agent);
    }

    /// <summary>Adds the agent's address, unless it is the sender's.</summary>
    public static void AddAgent(EventBatch batch, ReadOnlySpan<byte> agent)
    {
        var room = batch.Reserve(FlowText.MaxAddressBytes);
        var length = FlowText.WriteAddress(agent, room);
        if (!batch.Has(Ecs.ObserverIp, room[..length]))
        {
            batch.Add(Ecs.ObserverIp, batch.Keep(length), isListItem: true);
        }
    }

    private static void ReadInterface(EventBatch batch, ReadOnlySpan<byte> record)
    {
        var cursor = new XdrCursor(record);
        foreach (var (field, isLong) in Interface)
        {
            var value = isLong ? cursor.ReadUInt64() : cursor.ReadUInt32();
            if (!cursor.IsCut)
            {
                FlowNumber.Add(batch, field, value);
            }
        }
    }

    private static (Field Field, bool IsLong) Of(string name, bool isLong = false) => (FlowElements.Own(name), isLong);
}
