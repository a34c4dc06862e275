using System.Text;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests;

public sealed class EventBatchTests
{
    [Fact]
    public void Values_come_back_in_the_order_they_were_added()
    {
        var batch = Some.Batch();

        batch.Begin(Some.Record("the original"));
        batch.Add(Ecs.SourceIp, "192.0.2.1");
        batch.AddSlice(Ecs.Message, 4, 8);
        batch.Add(Ecs.SourcePort, long.MinValue);
        batch.Add(Field.Of("own.flag"), true);
        batch.End();

        var stored = batch[0];
        Assert.Equal(4, stored.ValueCount);
        Assert.Equal("192.0.2.1", stored.ValueAt(0).ToString());
        Assert.Equal("original", stored.TextOf(Ecs.Message));
        Assert.Equal("-9223372036854775808", stored.TextOf(Ecs.SourcePort));
        Assert.Equal(FieldKind.Boolean, stored.ValueAt(3).Kind);
        Assert.Equal("the original", Encoding.UTF8.GetString(stored.Original));
    }

    [Fact]
    public void A_batch_that_grows_keeps_what_it_holds()
    {
        var batch = Some.Batch();

        for (var number = 0; number < 2000; number++)
        {
            batch.Begin(Some.Record(Encoding.UTF8.GetBytes("record " + number), position: number * 100));
            batch.Add(Ecs.Message, new string('x', 100) + number);
            batch.Add(Ecs.ProcessPid, number);
            batch.End();
        }

        Assert.Equal(2000, batch.Count);
        Assert.Equal("record 1234", Encoding.UTF8.GetString(batch[1234].Original));
        Assert.Equal(new string('x', 100) + "1234", batch[1234].TextOf(Ecs.Message));
        Assert.Equal("1234", batch[1234].TextOf(Ecs.ProcessPid));
    }

    [Fact]
    public void A_slice_beyond_the_original_is_a_bug()
    {
        var batch = Some.Batch();
        batch.Begin(Some.Record("short"));

        Assert.Throws<ArgumentOutOfRangeException>(() => batch.AddSlice(Ecs.Message, 3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.AddSlice(Ecs.Message, -1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.AddSlice(Ecs.Message, 6, 0));
    }

    [Fact]
    public void Reading_the_same_record_again_gives_the_same_ids()
    {
        var first = TwoEventsOfOneRecord();
        var second = TwoEventsOfOneRecord();

        Assert.Equal(first[0].Id, second[0].Id);
        Assert.Equal(first[1].Id, second[1].Id);
        Assert.NotEqual(first[0].Id, first[1].Id);
    }

    [Fact]
    public void Starting_again_takes_fields_and_time_back_and_keeps_the_original()
    {
        var batch = Some.Batch();
        batch.Begin(Some.Record("kept"));
        batch.Add(Ecs.Message, "wrong");
        batch.SetTime(Some.Time);

        batch.Restart();
        batch.Add(Ecs.Message, "right");
        batch.End();

        Assert.Equal(1, batch[0].ValueCount);
        Assert.Equal("right", batch[0].TextOf(Ecs.Message));
        Assert.Null(batch[0].HappenedAt);
        Assert.Equal("kept", Encoding.UTF8.GetString(batch[0].Original));
    }

    [Fact]
    public void An_event_without_a_time_of_its_own_has_the_time_of_receipt()
    {
        var source = Some.Event(("message", "no time"));

        Assert.Null(source.HappenedAt);
        Assert.Equal(Some.Time, source.Timestamp);
    }

    [Fact]
    public void A_cleared_batch_is_empty_and_can_be_filled_again()
    {
        var batch = TwoEventsOfOneRecord();

        batch.Clear();

        Assert.Equal(0, batch.Count);
        Assert.Equal(0, batch.TextBytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch[0]);
    }

    [Fact]
    public void An_enricher_sees_the_fields_and_adds_its_own()
    {
        var batch = new EventBatch(Guid.Empty, new WardOfSource());

        batch.Begin(Some.Record("x"));
        batch.Add(Ecs.SourceIp, "192.0.2.1");
        batch.End();

        Assert.Equal("ward of 192.0.2.1", batch[0].TextOf(Field.Of("city.ward")));
    }

    private static EventBatch TwoEventsOfOneRecord()
    {
        var batch = Some.Batch();
        var record = Some.Record("one two");
        batch.Begin(in record, 0, 3);
        batch.End();
        batch.Begin(in record, 4, 3);
        batch.End();
        return batch;
    }

    private sealed class WardOfSource : IEventEnricher
    {
        public void Enrich(SecurityEvent opened, EventBatch batch) =>
            batch.Add(Field.Of("city.ward"), "ward of " + opened.TextOf(Ecs.SourceIp));
    }
}
