using Kotwal.Events.Formats.Suricata;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests.Formats.Suricata;

public sealed class SuricataFormatTests : FormatContract
{
    private protected override IEventFormat Format { get; } = new SuricataFormat();

    private protected override string Samples => "Suricata/suricata.jsonl";

    [Fact]
    public async Task All_recorded_events_are_read_with_every_name_of_their_own()
    {
        var count = await RecordedEvents.CheckAsync(Format, "events/suricata-eve.jsonl.gz", _ => "suricata.eve.");

        Assert.Equal(3674, count);
    }

    [Fact]
    public void An_answer_of_either_version_is_an_answer()
    {
        var old = Some.Event(Format, """{"timestamp":"2026-05-04T08:15:31Z","event_type":"dns","dns":{"type":"answer"}}""");
        var current = Some.Event(Format, """{"timestamp":"2026-05-04T08:15:31Z","event_type":"dns","dns":{"type":"response"}}""");

        Assert.Equal("answer", old.TextOf(Ecs.DnsType));
        Assert.Equal("answer", current.TextOf(Ecs.DnsType));
    }
}
