using System.Text;
using Kotwal.Events.Formats;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests;

public sealed class EnvelopeTests
{
    private static readonly EventTime Sent = EventTime.From(new DateTimeOffset(2026, 6, 1, 11, 59, 55, TimeSpan.Zero));
    private static readonly Field Tags = Field.Of("tags");
    private static readonly Field Own = Field.Of("door.queue");

    private readonly EventBatch batch = Some.Batch();

    [Fact]
    public void What_an_event_does_not_say_itself_it_gets_from_its_envelope()
    {
        using (var envelope = batch.Wrap())
        {
            envelope.SetTime(Sent);
            envelope.Add(Ecs.HostName, "gate-7"u8);
            envelope.Add(Own, "q1"u8);
            Read("""{"message":"no time, no host"}""");
        }

        Assert.Equal("gate-7", batch[0].TextOf(Ecs.HostName));
        Assert.Equal("q1", batch[0].TextOf(Own));
        Assert.Equal(Sent, batch[0].HappenedAt);
        Assert.False(batch[0].TryGet(Ecs.LogFlags, out _));
    }

    [Fact]
    public void What_an_event_says_itself_stays()
    {
        using (var envelope = batch.Wrap())
        {
            envelope.SetTime(Sent);
            envelope.Add(Ecs.HostName, "relay"u8);
            Read("""{"@timestamp":"2026-06-01T11:00:00Z","event":{"kind":"event"},"host":{"name":"gate-7"}}""");
        }

        Assert.Equal("gate-7", batch[0].TextOf(Ecs.HostName));
        Assert.Equal(1, Count(batch[0], Ecs.HostName));
        Assert.Equal("2026-06-01T11:00:00.0000000Z", batch[0].HappenedAt!.Value.ToDateTimeOffset().UtcDateTime.ToString("O"));
    }

    [Fact]
    public void A_list_comes_whole_or_not_at_all()
    {
        using (var envelope = batch.Wrap())
        {
            envelope.Add(Tags, "a"u8, isListItem: true);
            envelope.Add(Tags, "b"u8, isListItem: true);
            Read("{}");
            Read("""{"@timestamp":"2026-06-01T11:00:00Z","event":{"kind":"event"},"tags":["own"]}""");
        }

        Assert.Equal(2, Count(batch[0], Tags));
        Assert.Equal(1, Count(batch[1], Tags));
    }

    [Fact]
    public void The_inner_envelope_speaks_before_the_outer_one_and_both_before_the_door()
    {
        var origin = Some.Origin() with { Attributes = [new("host.name", "of the door"), new("door.queue", "of the door"), new("door.more", "more")] };
        using (var outer = batch.Wrap())
        {
            outer.SetTime(Some.Time);
            outer.Add(Ecs.HostName, "outer"u8);
            outer.Add(Own, "outer"u8);
            using var inner = batch.Wrap();
            inner.SetTime(Sent);
            inner.Add(Ecs.HostName, "inner"u8);
            Read("{}", origin);
        }

        Assert.Equal("inner", batch[0].TextOf(Ecs.HostName));
        Assert.Equal("outer", batch[0].TextOf(Own));
        Assert.Equal("more", batch[0].TextOf(Field.Of("door.more")));
        Assert.Equal(Sent, batch[0].HappenedAt);
    }

    [Fact]
    public void A_closed_envelope_says_nothing_of_the_next_record()
    {
        using (var envelope = batch.Wrap())
        {
            envelope.SetTime(Sent);
            envelope.Add(Ecs.HostName, "gate-7"u8);
        }

        Read("{}");
        using (batch.Wrap())
        {
            Read("{}");
        }

        Assert.All([batch[0], batch[1]], read => Assert.Null(read.HappenedAt));
        Assert.All([batch[0], batch[1]], read => Assert.Null(read.TextOf(Ecs.HostName)));
        Assert.Equal("no_timestamp", batch[0].TextOf(Ecs.LogFlags));
    }

    [Fact]
    public void A_value_that_is_not_of_its_fields_type_is_kept_as_a_label()
    {
        var origin = Some.Origin() with { Attributes = [new("source.ip", "the gate"), new("host.ip", "192.0.2.9")] };
        using (var envelope = batch.Wrap())
        {
            envelope.Add(Ecs.ProcessPid, "many"u8);
            envelope.Add(Ecs.SourcePort, "443"u8, FieldKind.Number);
            Read("{}", origin);
        }

        Assert.Equal("many", batch[0].TextOf(Field.Of("labels.process.pid")));
        Assert.Equal("the gate", batch[0].TextOf(Field.Of("labels.source.ip")));
        Assert.False(batch[0].TryGet(Ecs.ProcessPid, out _));
        Assert.Equal("443", batch[0].TextOf(Ecs.SourcePort));
        Assert.Equal("192.0.2.9", batch[0].TextOf(Field.Of("host.ip")));
    }

    [Fact]
    public void The_original_is_the_inner_record_or_the_whole_where_it_is_asked_for()
    {
        var whole = Some.Record("gate-7: {\"message\":\"open\"}");
        var inner = whole with { Payload = whole.Payload[8..] };
        using (batch.Wrap())
        {
            new DetectingReader().Read(inner, batch);
        }

        using (batch.Wrap(whole))
        {
            new DetectingReader().Read(inner, batch);
            new DetectingReader().Read(Some.Record("{\"message\":\"other bytes\"}"), batch);
        }

        Assert.Equal(["{\"message\":\"open\"}", "gate-7: {\"message\":\"open\"}", "{\"message\":\"other bytes\"}"], Originals());
        Assert.Equal(["open", "open", "other bytes"], Messages());
    }

    private void Read(string json, RecordOrigin? origin = null) => new DetectingReader().Read(Some.Record(json, origin), batch);

    private IEnumerable<string> Originals() => Enumerable.Range(0, batch.Count).Select(index => Encoding.UTF8.GetString(batch[index].Original));

    private IEnumerable<string?> Messages() => Enumerable.Range(0, batch.Count).Select(index => batch[index].TextOf(Ecs.Message));

    private static int Count(SecurityEvent read, Field field) => Enumerable.Range(0, read.ValueCount).Count(place => read.ValueAt(place).Field.Equals(field));
}
