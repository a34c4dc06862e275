using Kotwal.Events.Formats.Json;

namespace Kotwal.Events.Tests.Formats.Json;

public sealed class JsonFormatTests : FormatContract
{
    private protected override IEventFormat Format { get; } = new JsonFormat();

    private protected override string Samples => "Json/json.jsonl";

    private protected override bool HasOwnWords => false;

    [Fact]
    public void The_most_telling_name_is_the_time()
    {
        var source = Some.Event(Format, """{"date":"2020-01-01","time":"noon","timestamp":"2026-05-04T08:15:30Z"}""");

        Assert.Equal("2026-05-04T08:15:30Z", source.HappenedAt.ToString());
    }
}
