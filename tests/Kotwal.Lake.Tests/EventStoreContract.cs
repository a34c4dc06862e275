using System.Globalization;
using System.Text;
using Kotwal.Events;

namespace Kotwal.Lake.Tests;

/// <summary>What every event store promises. A store inherits it and says how it is opened.</summary>
public abstract class EventStoreContract : IDisposable
{
    private readonly TemporaryFolder folder = new();

    protected string Folder => folder.Path;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_appended_event_is_found_at_once()
    {
        await using var store = Open();
        await AppendAsync(store, 0, 3);

        var found = await AskAsync(store, "\"event 1\" | project event.original");

        Assert.Equal("event 1", Assert.Single(found.Rows)[0]);
    }

    [Fact]
    public async Task An_empty_store_answers_with_no_rows()
    {
        await using var store = Open();

        var events = await AskAsync(store, "anything");
        var count = await AskAsync(store, "| summarize n = count()");

        Assert.Empty(events.Rows);
        Assert.Equal(0L, count.Rows[0][0]);
    }

    [Fact]
    public async Task A_spool_is_stored_up_to_where_its_last_range_ended()
    {
        await using var store = Open();

        Assert.Equal(0, store.StoredUpTo(Some.Spool));
        await AppendAsync(store, 0, 3);
        await AppendAsync(store, 3, 2);

        Assert.Equal(5, store.StoredUpTo(Some.Spool));
        Assert.Equal(0, store.StoredUpTo(Guid.Empty));
    }

    [Fact]
    public async Task Records_that_hold_no_event_are_stored_up_to_all_the_same()
    {
        await using var store = Open();

        await store.AppendAsync(new EventBatch(Some.Spool), Some.Range(0, 100), Cancel);

        Assert.Equal(100, store.StoredUpTo(Some.Spool));
    }

    [Fact]
    public async Task The_same_range_twice_keeps_one_copy()
    {
        await using var store = Open();
        await AppendAsync(store, 0, 3);

        await AppendAsync(store, 0, 3);

        Assert.Equal(3, await CountAsync(store));
    }

    [Fact]
    public async Task A_replay_in_other_batches_stores_only_what_is_new()
    {
        await using var store = Open();
        await AppendAsync(store, 0, 4);

        await AppendAsync(store, 0, 1);
        await AppendAsync(store, 1, 3);
        await AppendAsync(store, 4, 2);

        Assert.Equal(6, await CountAsync(store));
        Assert.Equal(6, store.StoredUpTo(Some.Spool));
    }

    [Theory]
    [InlineData(2, 6)]
    [InlineData(5, 6)]
    public async Task A_range_that_does_not_begin_where_the_last_one_ended_is_refused(long from, long to)
    {
        await using var store = Open();
        await AppendAsync(store, 0, 4);

        await Assert.ThrowsAsync<ArgumentException>(async () => await AppendAsync(store, from, (int)(to - from)));

        Assert.Equal(4, await CountAsync(store));
    }

    [Fact]
    public async Task What_is_stored_is_there_after_reopening()
    {
        await using (var store = Open())
        {
            await AppendAsync(store, 0, 3);
        }

        await using var again = Open();

        Assert.Equal(3, again.StoredUpTo(Some.Spool));
        Assert.Equal(3, await CountAsync(again));
    }

    [Fact]
    public async Task Events_come_newest_first()
    {
        await using var store = Open();
        await AppendAsync(store, 0, 3, (batch, number) => batch.SetTime(Time(Some.Noon.AddMinutes(number == 1 ? 10 : number))));

        var found = await AskAsync(store, "event");

        Assert.Equal(["event 1", "event 2", "event 0"], Column(found, "event.original"));
    }

    [Fact]
    public async Task More_rows_than_the_limit_are_cut_and_said_so()
    {
        await using var store = Open();
        await AppendAsync(store, 0, 5);

        var cut = await AskAsync(store, "event", new QueryLimits(4, TimeSpan.FromSeconds(30)));
        var whole = await AskAsync(store, "event", new QueryLimits(5, TimeSpan.FromSeconds(30)));

        Assert.Equal((4, true), (cut.Rows.Count, cut.IsCut));
        Assert.Equal((5, false), (whole.Rows.Count, whole.IsCut));
    }

    [Fact]
    public async Task Bounds_of_time_include_the_microsecond_they_name()
    {
        await using var store = Open();
        var at = Some.Noon.AddMicroseconds(123_456);
        await AppendAsync(store, 0, 3, (batch, number) => batch.SetTime(Time(at.AddMicroseconds(number - 1))));

        var from = await AskAsync(store, "| where ['@timestamp'] >= datetime(2026-03-14T12:00:00.123456Z)");
        var to = await AskAsync(store, "| where ['@timestamp'] <= datetime(2026-03-14T12:00:00.123456Z)");
        var both = await AskAsync(store, "| where ['@timestamp'] between (datetime(2026-03-14T12:00:00.123456Z) .. datetime(2026-03-14T12:00:00.123456Z))");

        Assert.Equal(["event 2", "event 1"], Column(from, "event.original"));
        Assert.Equal(["event 1", "event 0"], Column(to, "event.original"));
        Assert.Equal(["event 1"], Column(both, "event.original"));
    }

    [Fact]
    public async Task Every_property_comes_back()
    {
        await using var store = Open();
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
        await using var store = Open();
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
        await using var store = Open();
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
        await using var store = Open();
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
        await using var store = Open();
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
        await using var store = Open();
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
        await using var store = Open();
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
        await using var store = Open();
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

    [Fact]
    public async Task A_batch_over_midnight_is_one_batch()
    {
        await using var store = Open();
        var batch = new EventBatch(Some.Spool);
        Some.Add(batch, 0, "before", new DateTimeOffset(2026, 3, 14, 23, 59, 59, TimeSpan.Zero));
        Some.Add(batch, 1, "after", new DateTimeOffset(2026, 3, 15, 0, 0, 0, TimeSpan.Zero));
        await store.AppendAsync(batch, Some.Range(0, 2), Cancel);

        var found = await AskAsync(store, "before OR after");

        Assert.Equal(["after", "before"], Column(found, "event.original"));
    }

    [Fact]
    public async Task Counting_by_a_known_and_by_an_unknown_field_agrees()
    {
        await using var store = Open();
        await AppendAsync(store, 0, 30, (batch, number) =>
        {
            batch.Add(Field.Of("user.name"), number % 3 == 0 ? "asha" : "ravi");
            batch.Add(Field.Of("Who"), number % 3 == 0 ? "asha" : "ravi");
        });

        var known = await AskAsync(store, "| summarize n = count() by user.name | sort by n");
        var unknown = await AskAsync(store, "| summarize n = count() by Who | sort by n");

        Assert.Equal([["ravi", 20L], ["asha", 10L]], known.Rows.Select(Named("user.name", "n", known)));
        Assert.Equal([["ravi", 20L], ["asha", 10L]], unknown.Rows.Select(Named("Who", "n", unknown)));
    }

    [Fact]
    public async Task A_cancelled_hunt_ends_and_the_next_one_runs()
    {
        await using var store = Open();
        await AppendAsync(store, 0, 1);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.QueryAsync(Some.Hunt("event"), VisibleEvents.All, QueryLimits.Page, cancelled.Token));

        Assert.Equal(1, await CountAsync(store));
    }

    protected abstract IEventStore Open();

    protected static async Task AppendAsync(IEventStore store, long from, int count, Action<EventBatch, int>? fill = null) =>
        await store.AppendAsync(Some.Batch(from, count, fill: fill), Some.Range(from, from + count), Cancel);

    protected static async Task<long> CountAsync(IEventStore store) =>
        (long)(await AskAsync(store, "| summarize n = count()")).Rows[0][0]!;

    protected static async Task<QueryResult> AskAsync(IEventStore store, string hunt, QueryLimits? limits = null) =>
        await store.QueryAsync(Some.Hunt(hunt), VisibleEvents.All, limits ?? QueryLimits.Page, Cancel);

    private static async Task<Dictionary<string, object?>> SingleAsync(IEventStore store, string hunt)
    {
        var found = await AskAsync(store, hunt);
        var row = Assert.Single(found.Rows);
        return found.Columns.Index().ToDictionary(column => column.Item.Name, column => row[column.Index]);
    }

    private static IEnumerable<object?> Column(QueryResult found, string name)
    {
        var place = found.Columns.Index().Single(column => column.Item.Name == name).Index;
        return found.Rows.Select(row => row[place]);
    }

    private static Func<object?[], object?[]> Named(string first, string second, QueryResult found)
    {
        var names = found.Columns.Select(column => column.Name).ToList();
        return row => [row[names.IndexOf(first)], row[names.IndexOf(second)]];
    }

    private static EventTime Time(DateTimeOffset time) => EventTime.From(time);

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
