using System.Buffers;
using System.Buffers.Binary;
using Kotwal.Events.Formats.NetFlow;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests.Formats.NetFlow;

/// <summary>What a reader of NetFlow v9 remembers of its exporter, and what it says of what is missing.</summary>
public sealed class NetFlowMemoryTests
{
    private const uint Booted = 1_780_000_000;

    private static readonly byte[] Template = Set(0, [1, 0, 0, 3, 0, 8, 0, 4, 0, 12, 0, 4, 0, 1, 0, 4]);
    private static readonly byte[] Flow = Set(256, [10, 0, 0, 1, 10, 0, 0, 2, 0, 0, 1, 0]);

    [Fact]
    public void Flows_before_their_template_wait_for_it()
    {
        var reader = new NetFlowReader();

        Assert.Empty(Read(reader, Datagram(1, 1000, Flow)));

        Assert.Equal(["256", "256"], Read(reader, Datagram(2, 1001, Template, Flow)).Select(one => one.TextOf(Ecs.SourceBytes)));
    }

    [Fact]
    public void A_template_and_flows_that_wait_survive_a_restart()
    {
        var before = new NetFlowReader();
        Read(before, Datagram(1, 1000, Template, Set(257, [1, 2, 3, 4])));
        var state = new ArrayBufferWriter<byte>();
        before.Save(state);
        var after = new NetFlowReader();

        Assert.True(after.TryRestore(state.WrittenSpan));

        Assert.Equal("10.0.0.1", Assert.Single(Read(after, Datagram(2, 1001, Flow))).TextOf(Ecs.SourceIp));
        var late = Assert.Single(Read(after, Datagram(3, 1002, Set(0, [1, 1, 0, 1, 0, 8, 0, 4]))));
        Assert.Equal("1.2.3.4", late.TextOf(Ecs.SourceIp));
    }

    [Fact]
    public void Flows_whose_template_never_comes_are_kept_as_they_are()
    {
        var reader = new NetFlowReader();
        Read(reader, Datagram(1, 1000, Flow));

        var late = EventTime.From(new DateTimeOffset(2026, 6, 1, 12, 40, 0, TimeSpan.Zero));
        var given = Assert.Single(Read(reader, Datagram(2, 1001), late));

        Assert.Equal("pipeline_error", given.TextOf(Ecs.EventKind));
        Assert.Equal(Flow[4..], given.Original.ToArray());
    }

    [Fact]
    public void What_waits_is_bounded_and_nothing_of_it_is_forgotten_unsaid()
    {
        var reader = new NetFlowReader();
        var given = 0;
        for (uint number = 0; number < 400; number++)
        {
            given += Read(reader, Datagram(number, 1000, Set(300, new byte[1000]))).Count;
            Assert.True(reader.StateBytes < IStatefulReader.MaxStateBytes);
        }

        Assert.InRange(given, 100, 399);
    }

    [Fact]
    public void Templates_of_forged_streams_do_not_grow_without_end()
    {
        var reader = new NetFlowReader();
        var fields = Enumerable.Repeat(new byte[] { 0, 8, 0, 4 }, 300).SelectMany(field => field).ToArray();
        for (uint number = 0; number < 500; number++)
        {
            Read(reader, Datagram(1, 1000, number, Set(0, [1, 0, 1, 44, .. fields])));
            Assert.True(reader.StateBytes < IStatefulReader.MaxStateBytes);
        }
    }

    [Fact]
    public void A_gap_in_the_sequence_is_told_and_counted_and_what_comes_late_is_taken_back()
    {
        var reader = new NetFlowReader();
        Read(reader, Datagram(10, 1000, Template));
        var batch = Some.Batch();
        reader.Read(Some.Record(Datagram(13, 1001)), batch);

        Assert.Equal("2", batch[0].TextOf(Field.Of("flow.lost")));
        Assert.Equal("netflow.loss", batch[0].TextOf(Ecs.EventDataset));
        Assert.Equal(2, Assert.Single(batch.Losses).Count);

        batch.Clear();
        reader.Read(Some.Record(Datagram(11, 1000)), batch);
        reader.Read(Some.Record(Datagram(14, 1002)), batch);
        Assert.Equal((0, -1), (batch.Count, Assert.Single(batch.Losses).Count));
    }

    [Fact]
    public void An_exporter_that_was_started_anew_lost_nothing_and_its_templates_are_new()
    {
        var reader = new NetFlowReader();
        Read(reader, Datagram(5000, 900_000, Template, Flow));

        Assert.Empty(Read(reader, Datagram(1, 10, Flow)));
        Assert.Single(Read(reader, Datagram(2, 20, Template)));
    }

    private static List<SecurityEvent> Read(NetFlowReader reader, byte[] datagram, EventTime? receivedAt = null)
    {
        var batch = Some.Batch();
        reader.Read(Some.Record(datagram, receivedAt: receivedAt), batch);
        return [.. Enumerable.Range(0, batch.Count).Select(index => batch[index])];
    }

    private static byte[] Datagram(uint number, uint uptime, params byte[][] sets) => Datagram(number, uptime, stream: 7, sets);

    private static byte[] Datagram(uint number, uint uptime, uint stream, params byte[][] sets)
    {
        var header = new byte[20];
        header[1] = 9;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), uptime);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), Booted + (uptime / 1000));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(12), number);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(16), stream);
        return [.. header, .. sets.SelectMany(set => set)];
    }

    private static byte[] Set(int number, byte[] body) =>
        [(byte)(number >> 8), (byte)number, (byte)((body.Length + 4) >> 8), (byte)(body.Length + 4), .. body];
}
