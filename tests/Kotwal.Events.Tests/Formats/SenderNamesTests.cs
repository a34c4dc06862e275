using System.Text;
using System.Text.Json;
using CsCheck;
using Kotwal.Events.Formats;

namespace Kotwal.Events.Tests.Formats;

/// <summary>Names that are not for senders to say, in every format and in every shape that it takes names in.</summary>
public sealed class SenderNamesTests
{
    private static readonly string[] Places = ["zone", "ward", "service", "owner", "source.zone", "destination.owner", "node_id", "unheard.of"];

    [Fact]
    public void No_format_lets_a_sender_say_where_in_the_city_an_event_stands() =>
        Gen.Select(Gen.OneOf(Places), Gen.Int[0, 1 << 12]).Sample((place, shape) =>
        {
            foreach (var record in Records("city." + place, shape).Select(Encoding.UTF8.GetBytes))
            {
                foreach (var format in FormatList.All)
                {
                    Assert.Null(FormatPromises.Broken(format, record));
                }

                Assert.Null(FormatPromises.Broken(new DetectingReader(), record, position: 0));
            }
        });

    [Theory]
    [InlineData("ecs", """{"@timestamp":"2026-05-04T08:15:30Z","ecs":{"version":"8.0"},"city":{"zone":"power"}}""", "ecs.city.zone")]
    [InlineData("json", """{"time":"2026-05-04T08:15:30Z","city.zone":"power"}""", "json.city.zone")]
    [InlineData("syslog", """<13>May  4 08:15:40 h app: {"city":{"zone":"power"}}""", "json.city.zone")]
    [InlineData("syslog", """<13>1 2026-05-04T08:15:40Z h app - - [city zone="power"] hello""", "log.syslog.structured_data.city.zone")]
    [InlineData("suricata", """{"timestamp":"2026-05-04T08:15:30Z","event_type":"flow","city":{"zone":"power"}}""", "suricata.eve.city.zone")]
    [InlineData("zeek", """{"_path":"city","ts":1.0,"zone":"power"}""", "zeek.city.zone")]
    public void What_a_sender_says_of_the_city_is_kept_under_its_format(string format, string record, string field)
    {
        var source = Some.Event(FormatList.Find(format)!, record);

        Assert.Equal("power", source.TextOf(Field.Of(field)));
    }

    // The bits of the shape say at which dots the name is parted into objects.
    private static IEnumerable<string> Records(string name, int shape)
    {
        var json = Nested(name, shape);
        yield return json;
        yield return $$"""{"@timestamp":"2026-05-04T08:15:30Z","ecs":{"version":"8.0"},{{json[1..]}}""";
        yield return $$"""{"timestamp":"2026-05-04T08:15:30Z","event_type":"alert",{{json[1..]}}""";
        yield return $$"""{"ts":1.5,"_path":"city","{{name["city.".Length..]}}":"power",{{json[1..]}}""";
        yield return $$"""{"Event":{"System":{"EventID":1,"Channel":"Security"},"EventData":{{json}},"UserData":{"x":{{json}}},{{json[1..]}}}""";
        yield return $$"""{"EventID":1,"Channel":"Security",{{json[1..]}}""";
        yield return $"<13>May  4 08:15:40 h app: {json}";
        yield return $"<13>May  4 08:15:40 h app: @cee:{json}";
        yield return $"""<13>1 2026-05-04T08:15:40Z h app - - [{name} {name}="power"][city {name["city.".Length..]}="power"] {json}""";
        yield return $"""type=USER_LOGIN msg=audit(1700000000.123:456): {name}=power msg='{name}="power"' x={"{"} {name}=power {"}"}""";
        yield return $"{name}=power {json}";
    }

    private static string Nested(string name, int shape)
    {
        var dot = -1;
        for (var bit = 0; (dot = name.IndexOf('.', dot + 1)) >= 0; bit++)
        {
            if ((shape >> bit & 1) != 0)
            {
                return "{" + Key(name[..dot], shape) + ":" + Nested(name[(dot + 1)..], shape >> (bit + 1)) + "}";
            }
        }

        return "{" + Key(name, shape) + ((shape & 0x400) != 0 ? ":[\"power\",\"police\"]}" : ":\"power\"}");
    }

    // The same name, its first letter escaped or not.
    private static string Key(string name, int shape) =>
        (shape & 0x200) != 0 ? $"\"\\u{(int)name[0]:x4}{name[1..]}\"" : JsonSerializer.Serialize(name);
}
