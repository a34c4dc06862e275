using System.Globalization;
using System.Text;
using Kotwal.Events;

namespace Kotwal.Lake.Tests;

/// <summary>What every event store promises of values: they come back as they were.</summary>
public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Every_property_comes_back()
    {
        await using var store = await OpenAsync();
        var batch = Some.Batch(7, 1, Some.Noon.AddTicks(10), (opened, _) => opened.SetTime(Time(Some.Noon.AddDays(-1).AddTicks(20))));
        await store.AppendAsync(batch, Some.Range(0, 8), Cancel);

        var row = await SingleAsync(store, "event");

        Assert.Equal(Some.Noon.AddDays(-1).AddTicks(20), row["@timestamp"]);
        Assert.Equal(Some.Noon.AddTicks(10), row["event.ingested"]);
        Assert.Equal(batch[0].Id.ToString(), row["event.id"]);
        Assert.Equal("gate", row["kotwal.source"]);
        Assert.Equal("192.0.2.7", row["log.source.address"]);
        Assert.Equal("event 7", row["event.original"]);
    }

    [Fact]
    public async Task Values_come_back_as_what_they_were()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 1, (batch, _) =>
        {
            batch.Add(Field.Of("source.port"), 443);
            batch.Add(Field.Of("event.code"), "4624"u8, FieldKind.Number);
            batch.Add(Field.Of("Data.Count"), "17"u8, FieldKind.Number);
            batch.Add(Field.Of("Data.Ratio"), "0.25"u8, FieldKind.Number);
            batch.Add(Field.Of("Data.Huge"), "123456789012345678901234567890"u8, FieldKind.Number);
            batch.Add(Field.Of("Data.Text"), "17");
            batch.Add(Field.Of("Data.Flag"), "true"u8, FieldKind.Boolean);
            batch.Add(Field.Of("Data.Nothing"), ""u8, FieldKind.Null);
            batch.Add(Field.Of("Data.Empty"), "");
        });

        var row = await SingleAsync(store, "event");

        Assert.Equal(443L, row["source.port"]);
        Assert.Equal("4624", row["event.code"]);
        Assert.Equal(17L, row["Data.Count"]);
        Assert.Equal(0.25, row["Data.Ratio"]);
        Assert.Equal("123456789012345678901234567890", row["Data.Huge"]);
        Assert.Equal("17", row["Data.Text"]);
        Assert.Equal(true, row["Data.Flag"]);
        Assert.Equal("", row["Data.Empty"]);
        Assert.DoesNotContain("Data.Nothing", row.Keys);
    }

    [Fact]
    public async Task Repeated_values_survive_as_lists_in_their_order()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 1, (batch, _) =>
        {
            batch.Add(Field.Of("Answer"), "b");
            batch.Add(Field.Of("user.name"), "asha");
            batch.Add(Field.Of("Answer"), "a");
            batch.Add(Field.Of("user.name"), "ravi");
            batch.Add(Field.Of("Single"), "x", isListItem: true);
            batch.Add(Field.Of("tags"), "one");
            batch.Add(Field.Of("tags"), "two");
        });

        var row = await SingleAsync(store, "user.name:asha");

        Assert.Equal(["b", "a"], (object?[])row["Answer"]!);
        Assert.Equal(["asha", "ravi"], (object?[])row["user.name"]!);
        Assert.Equal(["x"], (object?[])row["Single"]!);
        Assert.Equal(["one", "two"], (object?[])row["tags"]!);
    }

    [Fact]
    public async Task A_value_that_is_not_of_its_fields_type_is_kept()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 1, (batch, _) =>
        {
            batch.Add(Field.Of("source.port"), "https");
            batch.Add(Field.Of("source.bytes"), "99999999999999999999"u8, FieldKind.Number);
        });

        var row = await SingleAsync(store, "event");

        Assert.Equal("https", row["source.port"]);
        Assert.Equal("99999999999999999999", row["source.bytes"]);
    }

    [Theory]
    [InlineData("'); DROP TABLE events; --")]
    [InlineData("\"quoted\" 'single' `back` \\ $1 {0} %s")]
    [InlineData("a\0b")]
    [InlineData("\0")]
    [InlineData("नगर कोतवाल 🚓")]
    [InlineData("\u202E\uFEFF\u0000\u001b[2J")]
    public async Task Hostile_text_is_found_by_itself_and_comes_back_unchanged(string text)
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 2, (batch, number) =>
        {
            batch.Add(Field.Of("user.name"), number == 0 ? text : "other");
            batch.Add(Field.Of("Odd." + text), number == 0 ? text : "other");
        });

        var asKnown = await SingleAsync(store, $"| where ['user.name'] == {Literal(text)}");
        var asOther = await SingleAsync(store, $"| where Plain == {Literal(text)} or ['user.name'] == {Literal(text)}");

        Assert.Equal(text, asKnown["user.name"]);
        Assert.Equal(text, asOther["Odd." + text]);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_kept_exactly()
    {
        await using var store = await OpenAsync();
        byte[] original = [.. "caf"u8, 0xE9, .. " gate "u8, 0xFF, 0xFE];
        var batch = new EventBatch(Some.Spool);
        Some.Add(batch, 0, original, fill: opened => opened.AddSlice(Field.Of("Cafe"), 0, 4));
        await store.AppendAsync(batch, Some.Range(0, 1), Cancel);

        var row = await SingleAsync(store, "gate");

        Assert.Equal("caf\uFFFD gate \uFFFD\uFFFD", row["event.original"]);
        Assert.Equal(Convert.ToBase64String(original), row["event.original.bytes"]);
        Assert.Equal("caf\uFFFD", row["Cafe"]);
    }

    [Fact]
    public async Task An_original_of_a_mebibyte_comes_back_whole()
    {
        await using var store = await OpenAsync();
        var original = string.Create(CultureInfo.InvariantCulture, $"{new string('x', 1024 * 1024 - 7)} needle");
        var batch = new EventBatch(Some.Spool);
        Some.Add(batch, 0, original, isTruncated: true);
        await store.AppendAsync(batch, Some.Range(0, 1), Cancel);

        var row = await SingleAsync(store, "needle");

        Assert.Equal(original, row["event.original"]);
        Assert.Equal(["truncated"], (object?[])row["log.flags"]!);
    }

    [Fact]
    public async Task A_field_cannot_pass_for_a_property_of_the_event()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 1, (batch, _) =>
        {
            batch.Add(Field.Of("event.id"), "forged");
            batch.Add(Field.Of("kotwal.source"), "forged");
            batch.Add(Field.Of("fields"), "odd");
        });

        var row = await SingleAsync(store, "event");

        Assert.NotEqual("forged", row["event.id"]);
        Assert.Equal("gate", row["kotwal.source"]);
    }

    private static async Task<Dictionary<string, object?>> SingleAsync(IEventStore store, string hunt)
    {
        var found = await AskAsync(store, hunt);
        var row = Assert.Single(found.Rows);
        return found.Columns.Index().ToDictionary(column => column.Item.Name, column => row[column.Index]);
    }

    // A text in the language of hunts, every character that could mean something escaped.
    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var character in text)
        {
            literal.Append(character is '"' or '\\' or < ' ' ? $"\\u{(int)character:x4}" : character.ToString());
        }

        return literal.Append('"').ToString();
    }
}
