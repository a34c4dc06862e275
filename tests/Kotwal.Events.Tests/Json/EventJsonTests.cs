using System.Text;
using System.Text.Json;
using CsCheck;
using Kotwal.Events.Json;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests.Json;

public sealed class EventJsonTests
{
    private static readonly EventJsonOptions Fields = new() { HasOriginal = false };

    [Fact]
    public void Numbers_lists_and_texts_follow_the_schema()
    {
        var batch = Some.Batch();
        batch.Begin(Some.Record("x"));
        batch.SetTime(Some.Time);
        batch.Add(Ecs.SourcePort, "443");
        batch.Add(Ecs.EventCode, 4624);
        batch.Add(Ecs.EventCategory, "authentication");
        batch.Add(Field.Of("own.number"), "1.50"u8, FieldKind.Number);
        batch.Add(Field.Of("own.text"), "1.50");
        batch.Add(Field.Of("own.flag"), true);
        batch.Add(Field.Of("own.one"), "a", isListItem: true);
        batch.Add(Field.Of("own.two"), "a");
        batch.Add(Field.Of("own.nothing"), [], FieldKind.Null);
        batch.Add(Field.Of("own.two"), "b");
        batch.Add(Ecs.DestinationPort, "none");
        batch.End();

        Assert.Equal(
            """{"@timestamp":"2026-06-01T12:00:00.000000Z","source.port":443,"event.code":"4624","event.category":["authentication"],"own.number":1.50,"own.text":"1.50","own.flag":true,"own.one":["a"],"own.two":["a","b"],"destination.port":"none"}""",
            Write(batch[0], Fields));
    }

    [Fact]
    public void What_is_stored_carries_its_receipt()
    {
        var json = Write(Some.Event(("message", "m")), EventJsonOptions.Stored);

        Assert.StartsWith("""{"@timestamp":"2026-06-01T12:00:00.000000Z","event.id":""", json, StringComparison.Ordinal);
        Assert.Contains("""
            "event.ingested":"2026-06-01T12:00:00.000000Z","kotwal.source":"some","log.source.address":"192.0.2.7","message":"m","event.original":"original"}
            """.Trim(), json, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_without_a_time_has_no_timestamp_unless_receipt_may_stand_in()
    {
        Assert.Equal("{}", Write(Some.Event(), Fields));
        Assert.Equal("""{"@timestamp":"2026-06-01T12:00:00.000000Z"}""", Write(Some.Event(), Fields with { FallsBackToReceipt = true }));
    }

    [Fact]
    public void A_cut_record_says_so_once()
    {
        var batch = Some.Batch();
        batch.Begin(Some.Record("x"u8.ToArray(), isTruncated: true));
        batch.End();
        batch.Begin(Some.Record("x"u8.ToArray(), isTruncated: true));
        batch.Add(Ecs.LogFlags, "no_timestamp");
        batch.End();

        Assert.Equal("""{"log.flags":["truncated"]}""", Write(batch[0], Fields));
        Assert.Equal("""{"log.flags":["no_timestamp","truncated"]}""", Write(batch[1], Fields));
    }

    [Fact]
    public void Any_bytes_are_valid_json() =>
        Gen.Select(Gen.Byte.Array, Gen.Byte.Array, Gen.Enum<FieldKind>()).Sample((original, value, kind) =>
        {
            var batch = Some.Batch();
            batch.Begin(Some.Record(original));
            batch.Add(Ecs.Message, value, kind);
            batch.Add(Ecs.SourcePort, value, kind);
            batch.Add(Field.Of("own"), value, kind);
            batch.End();

            using var document = JsonDocument.Parse(Write(batch[0], EventJsonOptions.Plain));
            Assert.Equal(Encoding.UTF8.GetString(original), document.RootElement.GetProperty("event.original").GetString());
        });

    [Fact]
    public void An_alert_keeps_a_large_event_without_its_original()
    {
        var small = EventJson.ForAlert(Large(originalBytes: 1000, valueBytes: 1000));
        var large = EventJson.ForAlert(Large(originalBytes: 70_000, valueBytes: 1000));
        var huge = EventJson.ForAlert(Large(originalBytes: 70_000, valueBytes: 300_000));

        Assert.Contains("event.original", small, StringComparison.Ordinal);
        Assert.DoesNotContain("event.original", large, StringComparison.Ordinal);
        Assert.Contains(new string('v', 1000), large, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(huge), 1000, EventJson.MaxAlertBytes);
        JsonDocument.Parse(huge).Dispose();
    }

    [Theory]
    [InlineData(1, 300_000)]
    [InlineData(300, 40_000)]
    [InlineData(9000, 1)]
    public void An_alert_keeps_where_an_event_stands_however_its_sender_stuffs_it(int fields, int valueBytes)
    {
        var stuffed = Some.Event([
            .. Enumerable.Range(0, fields).Select(number => ($"own.field.{number}", new string('v', valueBytes))),
            ("city.zone", "scada"), ("city.source.owner", new string('W', 128))]);

        using var copy = JsonDocument.Parse(EventJson.ForAlert(stuffed));

        Assert.Equal("scada", copy.RootElement.GetProperty("city.zone").GetString());
        Assert.Equal(new string('W', 128), copy.RootElement.GetProperty("city.source.owner").GetString());
        Assert.Equal(stuffed.Id.ToString(), copy.RootElement.GetProperty("event.id").GetString());
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-0", true)]
    [InlineData("-12.5e+3", true)]
    [InlineData("1e999999", true)]
    [InlineData("01", false)]
    [InlineData("+1", false)]
    [InlineData("1.", false)]
    [InlineData(".5", false)]
    [InlineData("1e", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("0x10", false)]
    [InlineData("NaN", false)]
    public void Numbers_keep_to_rfc_8259(string text, bool isNumber) =>
        Assert.Equal(isNumber, JsonNumber.IsNumber(Encoding.UTF8.GetBytes(text)));

    private static SecurityEvent Large(int originalBytes, int valueBytes)
    {
        var batch = Some.Batch();
        batch.Begin(Some.Record(new string('o', originalBytes)));
        batch.Add(Ecs.Message, new string('v', valueBytes));
        batch.End();
        return batch[0];
    }

    private static string Write(SecurityEvent source, EventJsonOptions options) =>
        Encoding.UTF8.GetString(new EventJson(options).ToUtf8(source));
}
