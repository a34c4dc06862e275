using Kotwal.Events.Formats.EcsJson;

namespace Kotwal.Events.Tests.Formats.EcsJson;

public sealed class EcsFormatTests : FormatContract
{
    private protected override IEventFormat Format { get; } = new EcsFormat();

    private protected override string Samples => "EcsJson/ecs.jsonl";

    private protected override bool HasOwnWords => false;

    [Fact]
    public void What_kotwal_says_about_a_record_is_not_for_senders_to_say()
    {
        var source = Some.Event(Format, """{"@timestamp":"2026-05-04T08:15:30Z","event":{"id":"x","original":"y"},"kotwal":{"source":"z"}}""");

        Assert.Null(source.TextOf(Field.Of("event.id")));
        Assert.Equal("x", source.TextOf(Field.Of("ecs.event.id")));
        Assert.Equal("y", source.TextOf(Field.Of("ecs.event.original")));
        Assert.Equal("z", source.TextOf(Field.Of("ecs.kotwal.source")));
    }
}
