using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kotwal.Demo;
using Kotwal.Demo.Stories;
using Kotwal.Demo.Wire;

namespace Kotwal.Tests.Demo;

/// <summary>What the city says is decided by the seed alone, comes in order, and is what real systems would send.</summary>
public sealed partial class ScriptTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_and_start_say_the_same_bytes() => Assert.Equal(Texts(Play(seed: 7)), Texts(Play(seed: 7)));

    [Fact]
    public void Another_seed_says_other_things() => Assert.NotEqual(Texts(Play(seed: 7)), Texts(Play(seed: 8)));

    [Fact]
    public void Another_start_changes_only_times()
    {
        var early = Texts(Play(seed: 7)).Select(text => Times().Replace(text, "T"));
        var late = Texts(Play(seed: 7, Noon.AddHours(9))).Select(text => Times().Replace(text, "T"));

        Assert.Equal(early, late);
    }

    [Fact]
    public void Everything_is_said_in_order_of_time()
    {
        var times = Play(seed: 3).Select(utterance => utterance.At).ToList();

        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void An_ordinary_day_has_twenty_to_sixty_messages_a_second_and_uses_every_door()
    {
        var minute = Script.Ordinary(SampleCity.Plan, seed: 1, Noon)
            .SkipWhile(utterance => utterance.At < Noon.AddMinutes(2))
            .TakeWhile(utterance => utterance.At < Noon.AddMinutes(3))
            .ToList();

        Assert.InRange(minute.Count / 60, 20, 60);
        Assert.Equal(Enum.GetValues<Door>(), minute.Select(utterance => utterance.Door).Distinct().Order());
    }

    [Fact]
    public void The_attack_is_over_two_minutes_after_the_start()
    {
        var flashes = Play(seed: 5).Where(utterance => Text(utterance).Contains("cause=REMOTE_COMMAND", StringComparison.Ordinal)).ToList();

        Assert.Equal(5, flashes.Count);
        Assert.All(flashes, flash => Assert.InRange(flash.At, Noon + SignalTakeover.Lead, Noon + SignalTakeover.Lead + SignalTakeover.Length));
        Assert.True(SignalTakeover.Lead + SignalTakeover.Length < TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void The_attack_comes_again_with_another_cast()
    {
        var scans = Script.Whole(SampleCity.Plan, seed: 5, Noon)
            .TakeWhile(utterance => utterance.At < Noon.AddMinutes(65))
            .Select(Text)
            .Where(text => text.Contains("\"Detection of a Network Scan\"", StringComparison.Ordinal))
            .Select(text => JsonDocument.Parse(text).RootElement.GetProperty("dest_ip").GetString())
            .ToList();

        Assert.Equal(4, scans.Count);
        Assert.True(scans.Distinct().Count() > 1);
    }

    [Fact]
    public void Every_json_line_is_one_whole_object() =>
        Assert.All(
            Play(seed: 2).Where(utterance => utterance.Door is Door.EveFile or Door.ZeekHttp or Door.WindowsHttp),
            utterance => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(utterance.Bytes).RootElement.ValueKind));

    [Fact]
    public void Every_syslog_message_has_the_head_of_its_shape_and_no_line_break() =>
        Assert.All(
            Play(seed: 2).Where(utterance => utterance.Door is Door.SyslogUdp or Door.SyslogCounted or Door.SyslogLines),
            utterance => Assert.Matches(SyslogHead(), Text(utterance)));

    // The shapes of real records: Suricata's own and Zeek's own test data have these fields in this order.
    [Theory]
    [InlineData("\"event_type\":\"flow\"", "timestamp,flow_id,in_iface,event_type,src_ip,src_port,dest_ip,dest_port,proto,ip_v")]
    [InlineData("\"event_type\":\"alert\"", "timestamp,flow_id,in_iface,event_type,src_ip,src_port,dest_ip,dest_port,proto,ip_v,pkt_src,alert")]
    [InlineData("\"_path\":\"conn\"", "_path,ts,uid,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto")]
    [InlineData("\"_path\":\"modbus\"", "_path,ts,uid,id.orig_h,id.orig_p,id.resp_h,id.resp_p,tid,unit,func,pdu_type")]
    public void A_record_begins_with_the_fields_of_its_log(string mark, string fields)
    {
        var record = Play(seed: 4).Select(Text).First(text => text.Contains(mark, StringComparison.Ordinal));

        var names = JsonDocument.Parse(record).RootElement.EnumerateObject().Select(property => property.Name);

        Assert.StartsWith(fields, string.Join(',', names), StringComparison.Ordinal);
    }

    private static List<Utterance> Play(int seed, DateTimeOffset? start = null) =>
    [
        .. Script.Whole(SampleCity.Plan, seed, start ?? Noon)
            .TakeWhile(utterance => utterance.At < (start ?? Noon) + TimeSpan.FromMinutes(2)),
    ];

    private static IEnumerable<string> Texts(IEnumerable<Utterance> utterances) =>
        utterances.Select(utterance => string.Create(CultureInfo.InvariantCulture, $"{utterance.Door} {Text(utterance)}"));

    private static string Text(Utterance utterance) => Encoding.UTF8.GetString(utterance.Bytes);

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d+|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|""ts"":\d+\.\d{6}")]
    private static partial Regex Times();

    [GeneratedRegex(@"^<\d{1,3}>(1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [a-z0-9-]+ [a-z]+ \d+ [A-Z]+ \[origin ip=""[\d.]+"" software=""[a-z]+""\]|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [a-z0-9-]+ [a-z]+(\[\d+\])?:|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00 [a-z0-9-]+ [A-Za-z]+(\[\d+\])?:) [^\r\n]+$")]
    private static partial Regex SyslogHead();
}
