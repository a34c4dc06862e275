using CsCheck;
using Kotwal.Events;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests;

/// <summary>What a question may look at bounds all that its answer can say.</summary>
public sealed class VisibleEventsTests : IDisposable
{
    private static readonly string[] Names = ["city.zone", "city.source.zone", "city.source.ward", "city.service", "city.owner", "user.name"];
    private static readonly string[] Values = ["scada", "dmz", "7", "12", "water", "o'brien $1", "जल"];

    // Everything by which an answer could tell of an event: counting, grouping, the extreme, the newest, a name, a word.
    private static readonly string[] Sources =
    [
        "events", "scada", "NOT scada", "city.zone:*", "-city.zone:scada", "user.name:(scada OR water)", "1 OR 2 OR 3", "number:>=0",
        "| where city.zone != 'x'", "| where isempty(city.zone) or 1 == 1", "| where not (user.name == 'water')", "| where true or city.owner == 'dmz'",
        "let all = events; let f = (rows: (*)) { rows | where true }; f(all)", "union events, (scada | take 1000)", "(events | take 1000)",
        "events | where city.zone in (events | project city.owner)",
    ];

    private static readonly string[] Ends =
    [
        "", "| count", "| summarize n = count() by city.zone", "| summarize n = count(), d = dcount(user.name), m = max(number) by city.source.ward",
        "| summarize all = make_set(number)", "| summarize m = arg_max(number, *)", "| distinct city.zone, user.name", "| distinct *",
        "| sort by number asc | take 3", "| top 2 by number", "| extend z = strcat(city.zone, city.owner) | summarize count() by z",
        "| summarize n = count() by bin(@timestamp, 10s)", "| summarize first = min(@timestamp), last = max(@timestamp)",
        "| join kind=leftouter (events | summarize n = count() by city.zone) on city.zone | summarize c = count(), s = sum(n)",
        "| join kind=fullouter (events | project city.zone, o = city.owner) on city.zone | distinct city.zone, o",
        "| join kind=rightanti (events | distinct city.zone) on $left.user.name == $right.city.zone", "| union (events | where number > 1) | count",
        "| extend t = toscalar(events | count) | summarize max(t)", "| where user.name !in (events | project city.zone) | count",
        "| extend number = tolong(number) | make-series n = count() on number from 0 to 40 step 10 by city.zone",
        "| lookup (events | summarize who = make_set(user.name) by city.zone) on city.zone | mv-expand who | summarize count() by tostring(who)",
        "| project number, city.zone | sort by number", "| where tolong(number) * 4611686018427387904 > 0 | count",
    ];

    private readonly TemporaryFolder folder = new();
    private int stores;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Any_hunt_over_visible_events_answers_as_if_there_were_no_others()
    {
        var value = Gen.OneOf(Values);
        var rows = Gen.Select(Gen.OneOf(Names), value).Array[0, 4].Array[1, 30];
        var condition = Gen.Select(Gen.OneOf(Names).Array[1, 3], value.Array[1, 3], (fields, values) => new FieldValues(fields, values));
        var hunt = Gen.Select(Gen.OneOf(Sources), Gen.OneOf(Ends), (source, end) => source + "\n" + end);
        await Gen.Select(rows, Gen.Bool, condition.Array[0, 3], condition.Array[0, 2], hunt.Array[12]).SampleAsync(
            async (events, isAny, anyOf, noneOf, hunts) =>
            {
                var numbered = events.Index().ToList();
                var visible = noneOf.Aggregate(isAny ? VisibleEvents.All : VisibleEvents.With(anyOf), (some, one) => some.Without(one));
                await using var whole = await FilledAsync(numbered);
                await using var seen = await FilledAsync(
                    [.. numbered.Where(row => (isAny || anyOf.Any(one => Fits(row.Item, one))) && !noneOf.Any(one => Fits(row.Item, one)))]);
                foreach (var text in hunts)
                {
                    Assert.Equal(await AskAsync(seen, text, VisibleEvents.All), await AskAsync(whole, text, visible));
                }
            },
            iter: 25,
            threads: 1);
    }

    [Fact]
    public async Task Nothing_is_visible_where_no_condition_is_given()
    {
        await using var store = await FilledAsync([(0, [("city.zone", "scada")])]);

        Assert.Empty((await store.QueryAsync(Some.Hunt("events"), VisibleEvents.None, QueryLimits.Page, Cancel)).Rows);
        Assert.Empty((await store.QueryAsync(Some.Hunt("events"), VisibleEvents.With([]), QueryLimits.Page, Cancel)).Rows);
        Assert.Empty((await store.QueryAsync(Some.Hunt("events"), VisibleEvents.With([new(["city.zone"], [])]), QueryLimits.Page, Cancel)).Rows);
    }

    [Fact]
    public async Task A_value_with_a_zero_byte_matches_itself_and_nothing_else()
    {
        await using var store = await FilledAsync([(0, [("user.name", "a\0b")]), (1, [("user.name", "a")])]);
        var visible = VisibleEvents.With([new(["user.name"], ["a\0b"])]);

        var found = await store.QueryAsync(Some.Hunt("events | project number"), visible, QueryLimits.Page, Cancel);

        Assert.Equal("0", Assert.Single(found.Rows)[0]?.ToString());
    }

    [Fact]
    public async Task The_readers_process_leaves_out_the_same()
    {
        await (await FilledAsync([(0, [("city.zone", "scada")]), (1, [("city.zone", "dmz")]), (2, [])])).DisposeAsync();
        var options = new LakeOptions { Folder = Path.Combine(folder.Path, "1") };
        await using var store = LakeEventStore.Open(options, NullLogger<LakeEventStore>.Instance, TimeProvider.System);

        var found = await store.QueryAsync(
            Some.Hunt("events | summarize n = count()"), VisibleEvents.With([new(["city.zone"], ["scada"])]), QueryLimits.Page, Cancel);

        Assert.Equal(1L, found.Rows[0][0]);
    }

    [Fact]
    public async Task Whoever_asks_too_much_is_told_so_without_a_word_of_the_engine()
    {
        await using var store = await FilledAsync([(0, [("city.zone", "scada")])]);
        var doubled = string.Concat(Enumerable.Repeat("| extend x = strcat(x, x) ", 26));
        foreach (var visible in (VisibleEvents[])[VisibleEvents.All, VisibleEvents.With([new(["city.zone"], ["scada"])])])
        {
            var large = await RefusalAsync(store, visible, $"events | extend x = '0123456789' {doubled}| summarize make_list(x)");
            var steps = await RefusalAsync(store, visible, "datatable(t:datetime)[datetime(2020-01-01), datetime(2026-01-01)] | make-series count() on t step 1s");

            Assert.StartsWith("The hunt needs more memory or disk", large, StringComparison.Ordinal);
            Assert.Equal("A series would have too many steps.", steps);
        }
    }

    private static async Task<string> RefusalAsync(LakeEventStore store, VisibleEvents visible, string hunt) =>
        (await Assert.ThrowsAsync<QueryFailedException>(async () => await store.QueryAsync(Some.Hunt(hunt), visible, QueryLimits.Page, Cancel))).Message;

    private static bool Fits((string Name, string Value)[] row, FieldValues condition) =>
        row.Any(field => condition.Fields.Contains(field.Name) && condition.Values.Contains(field.Value));

    private async Task<LakeEventStore> FilledAsync(IReadOnlyList<(int Number, (string Name, string Value)[] Fields)> rows)
    {
        var store = Some.Store(Path.Combine(folder.Path, $"{++stores}"));
        var batch = new EventBatch(Some.Spool);
        foreach (var (number, fields) in rows)
        {
            Some.Add(batch, number, $"event {number} of {string.Join(' ', fields.Select(field => field.Value))}", Some.Noon.AddSeconds(number), opened =>
            {
                opened.Add(Field.Of("number"), number);
                foreach (var (name, value) in fields)
                {
                    opened.Add(Field.Of(name), value);
                }
            });
        }

        await store.AppendAsync(batch, Some.Range(0, 1000), Cancel);
        return store;
    }

    // Rows that nothing sorted, and items of a set, come in any order.
    private static async Task<string> AskAsync(LakeEventStore store, string hunt, VisibleEvents visible)
    {
        var found = await store.QueryAsync(Some.Hunt(hunt), visible, QueryLimits.Page, Cancel);
        var rows = found.Rows.Select(row => string.Join('|', row.Select(Text))).Order(StringComparer.Ordinal);
        return string.Join('\n', rows.Prepend(string.Join('|', found.Columns.Select(column => column.Name))));
    }

    private static string Text(object? cell) =>
        cell is object?[] items ? $"[{string.Join(',', items.Select(Text).Order(StringComparer.Ordinal))}]" : $"{cell}";
}
