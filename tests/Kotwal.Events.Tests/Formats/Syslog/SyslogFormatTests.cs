using CsCheck;
using Kotwal.Events.Formats.Syslog;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests.Formats.Syslog;

public sealed class SyslogFormatTests : FormatContract
{
    private protected override IEventFormat Format { get; } = new SyslogFormat();

    private protected override string Samples => "Syslog/syslog.log";

    [Fact]
    public void A_time_without_a_zone_is_in_the_zone_of_its_origin()
    {
        var source = Some.Event(Format, "<13>May  4 13:45:30 cam-1 x: y", Some.Origin(timeZone: "Asia/Kolkata"));

        Assert.Equal("2026-05-04T08:15:30Z", source.HappenedAt.ToString());
    }

    [Fact]
    public void A_message_of_december_that_comes_in_january_is_of_the_old_year()
    {
        var received = EventTime.From(new DateTimeOffset(2027, 1, 1, 0, 0, 5, TimeSpan.Zero));

        var source = Some.Event(Format, "<13>Dec 31 23:59:58 cam-1 x: y", receivedAt: received);

        Assert.Equal("2026-12-31T23:59:58Z", source.HappenedAt.ToString());
    }

    // RFC 5424, section 6.3.3: quote, backslash and bracket are escaped.
    [Fact]
    public void Escapes_of_structured_data_are_undone()
    {
        var source = Some.Event(Format, """<13>1 - - - - - [a x="\"q\" \\ \] \n"] m""");

        Assert.Equal("""
            "q" \ ] \n
            """, source.TextOf(Field.Of("log.syslog.structured_data.a.x")));
        Assert.Equal("m", source.TextOf(Ecs.Message));
    }

    [Theory]
    [InlineData("<34>1 2003-10-11T22:14:15.003Z h a - - - \uFEFFtext", "text")]
    [InlineData("<13>text only", "text only")]
    [InlineData("no envelope", "no envelope")]
    [InlineData("<999>not a priority", "<999>not a priority")]
    [InlineData("", "")]
    public void The_message_is_what_follows_the_envelope(string line, string message) =>
        Assert.Equal(message, Some.Event(Format, line).TextOf(Ecs.Message));

    [Fact]
    public void Any_priority_has_a_facility_and_a_severity() =>
        Gen.Int[0, SyslogPriority.Largest].Sample(value =>
        {
            var priority = new SyslogPriority(value);

            return (priority.Facility * 8) + priority.Severity == value && priority.FacilityName.Length > 0 && priority.Level.Length > 0;
        });
}
