using Kotwal.Events.Formats.Zeek;

namespace Kotwal.Events.Tests.Formats.Zeek;

public sealed class ZeekFormatTests : FormatContract
{
    private protected override IEventFormat Format { get; } = new ZeekFormat();

    private protected override string Samples => "Zeek/zeek.jsonl";

    [Fact]
    public async Task All_recorded_lines_are_read_with_every_name_of_their_own()
    {
        var count = await RecordedEvents.CheckAsync(
            Format, "events/zeek.jsonl.gz", line => $"zeek.{line.GetProperty("_path").GetString()}.");

        Assert.Equal(10_034, count);
    }

    [Theory]
    [InlineData("/var/log/zeek/current/conn.log", "zeek.conn.uid")]
    [InlineData("dns.10:00:00-11:00:00.log.gz", "zeek.dns.uid")]
    [InlineData("unheard-of.log", "zeek.log.uid")]
    public void A_line_that_does_not_name_its_log_is_of_the_log_its_file_names(string file, string field)
    {
        var source = Some.Event(Format, """{"ts":1.5,"uid":"C1"}""", Some.Origin(sender: file));

        Assert.Equal("C1", source.TextOf(Field.Of(field)));
    }

    [Fact]
    public void A_time_keeps_all_its_digits()
    {
        var source = Some.Event(Format, """{"_path":"conn","ts":1692161629.312072001}""");

        Assert.Equal("2023-08-16T04:53:49.312072001Z", source.HappenedAt.ToString());
    }
}
