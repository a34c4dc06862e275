using System.Buffers.Binary;
using System.Diagnostics;
using Kotwal.Events;
using Kotwal.Events.Formats;

namespace Kotwal.Bench;

/// <summary>How many flows of NetFlow v9 does one core turn into events in a second, and what does a flow allocate?</summary>
internal static class FlowDecoding
{
    private const int FlowsPerDatagram = 29;
    private const int Datagrams = 100;
    private const int WarmUps = 300;
    private const int TurnsPerRound = 50;
    private const int FlowBytes = 48;

    // By default routers repeat their templates with every twentieth datagram.
    private const int TemplateEvery = 20;

    // Addresses, packets, bytes, times, ports, protocol, flags, interfaces, masks, service, next hop: what routers export by default.
    private static readonly (int Element, int Length)[] Fields =
        [(8, 4), (12, 4), (15, 4), (10, 2), (14, 2), (2, 4), (1, 4), (22, 4), (21, 4), (7, 2), (11, 2), (6, 1), (4, 1), (5, 1), (9, 1), (13, 1), (61, 1), (16, 2), (17, 2), (58, 2)];

    /// <summary>Measures, and prints one line a round.</summary>
    public static void Run(int rounds)
    {
        var records = Records();
        var reader = FormatList.Find("netflow")!.CreateReader();
        var events = new EventBatch(Guid.Empty);
        for (var turn = 0; turn < WarmUps; turn++)
        {
            Decode(reader, records, events);
        }

        Console.WriteLine($"{events.Count} flows a round, {events[0].ValueCount} values a flow, {events.TextBytes / events.Count} bytes of text a flow.");
        for (var round = 0; round < rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var cpu = CpuTime();
            var watch = Stopwatch.GetTimestamp();
            for (var turn = 0; turn < TurnsPerRound; turn++)
            {
                Decode(reader, records, events);
            }

            var seconds = Stopwatch.GetElapsedTime(watch).TotalSeconds;
            var busy = (CpuTime() - cpu).TotalSeconds;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var flows = (double)events.Count * TurnsPerRound;
            Console.WriteLine(
                $"{flows / seconds / 1e6:0.00} million flows/s of clock, {flows / busy / 1e6:0.00} of processor time, {allocated / flows:0.000} B a flow");
        }
    }

    private static TimeSpan CpuTime() => Process.GetCurrentProcess().TotalProcessorTime;

    private static void Decode(IEventReader reader, Record[] records, EventBatch events)
    {
        events.Clear();
        foreach (ref readonly var record in records.AsSpan())
        {
            reader.Read(in record, events);
        }
    }

    private static Record[] Records()
    {
        var origin = new RecordOrigin { Source = "netflow", Transport = "flow-udp", Sender = "192.0.2.1" };
        var time = EventTime.From(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        var random = new Random(1);
        return [.. Enumerable.Range(0, Datagrams).Select(number =>
            new Record(Datagram(number, random), origin, time, number * 2048L, IsTruncated: false))];
    }

    // RFC 3954: a header, now and then the template, and a set of flows.
    private static byte[] Datagram(int number, Random random)
    {
        var template = new List<ushort> { 9, 30, 0, 0, 0, 0, 0, 0, 0, 0 };
        SetLong(template, 1, 100_000_000u + (uint)number);
        SetLong(template, 2, 1_780_315_200u);
        SetLong(template, 3, (uint)number);
        if (number % TemplateEvery == 0)
        {
            template.AddRange([0, (ushort)(8 + (Fields.Length * 4)), 256, (ushort)Fields.Length]);
            template.AddRange(Fields.SelectMany(field => new[] { (ushort)field.Element, (ushort)field.Length }));
        }

        template.AddRange([256, (ushort)(4 + (FlowsPerDatagram * FlowBytes))]);
        var bytes = new byte[(template.Count * 2) + (FlowsPerDatagram * FlowBytes)];
        for (var index = 0; index < template.Count; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * index), template[index]);
        }

        for (var flow = 0; flow < FlowsPerDatagram; flow++)
        {
            Flow(bytes.AsSpan((template.Count * 2) + (flow * FlowBytes), FlowBytes), number, random);
        }

        return bytes;
    }

    private static void SetLong(List<ushort> words, int place, uint value) =>
        (words[2 * place], words[(2 * place) + 1]) = ((ushort)(value >> 16), (ushort)value);

    private static void Flow(Span<byte> flow, int number, Random random)
    {
        random.NextBytes(flow);
        BinaryPrimitives.WriteUInt32BigEndian(flow, 0x0A010000u + (uint)random.Next(65536));
        BinaryPrimitives.WriteUInt32BigEndian(flow[4..], 0x0A020000u + (uint)random.Next(256));
        flow[8..16].Clear();
        flow[13] = (byte)random.Next(1, 48);
        flow[15] = (byte)random.Next(1, 48);
        BinaryPrimitives.WriteUInt32BigEndian(flow[16..], (uint)random.Next(1, 500));
        BinaryPrimitives.WriteUInt32BigEndian(flow[20..], (uint)random.Next(40, 500_000));
        BinaryPrimitives.WriteUInt32BigEndian(flow[24..], 99_000_000u + (uint)number);
        BinaryPrimitives.WriteUInt32BigEndian(flow[28..], 99_990_000u + (uint)number);
        BinaryPrimitives.WriteUInt16BigEndian(flow[34..], 443);
        flow[36] = 0x1B;
        flow[37] = 6;
        flow[41] = 0;
        flow[42..].Clear();
    }
}
