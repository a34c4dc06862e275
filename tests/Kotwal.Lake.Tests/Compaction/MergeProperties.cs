using CsCheck;
using Kotwal.Events;
using Kotwal.Lake.Compaction;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Compaction;

/// <summary>Whatever is merged in whatever pieces, the events stay what they were, and stand in order.</summary>
public sealed class MergeProperties
{
    private static readonly string[] Names = ["user.name", "source.port", "tags", "host.ip", "event.start", "event.risk_score", "Other", "Another.Name"];

    private static readonly Gen<(int Field, string Value, int Kind)[]> Values = Gen.Select(
        Gen.Int[0, Names.Length - 1],
        Gen.OneOf(Gen.Const(""), Gen.Const("2026-03-14T12:00:00.5Z"), Gen.Const("नगर"), Gen.Int[0, 99_999].Select(number => $"{number}"), Gen.Const("a\0b")),
        Gen.Int[0, 3]).Array[0, 6];

    private static readonly Gen<(int Source, int Second, (int Field, string Value, int Kind)[] Values)[][]> Batches =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 30], Values).Array[1, 12].Array[2, 12];

    [Fact]
    public void Merging_keeps_every_event_and_puts_all_in_order() => Batches.Sample(
        batches => KeepsAllAsync(batches).GetAwaiter().GetResult(), iter: 6, threads: 1);

    private static async Task KeepsAllAsync((int Source, int Second, (int Field, string Value, int Kind)[] Values)[][] batches)
    {
        using var folder = new TemporaryFolder();
        var clock = new Clock(Some.Noon);
        var options = Some.Options(folder.Path);
        options.MergeAt = 3;
        await using var store = LakeEventStore.Open(
            options, Microsoft.Extensions.Logging.Abstractions.NullLogger<LakeEventStore>.Instance, clock);
        var position = 0;
        foreach (var events in batches)
        {
            var batch = Batch(position, events);
            await store.AppendAsync(batch, Some.Range(position, position += events.Length), CancellationToken.None);
        }

        var before = await AllAsync(store);
        await MergeAllAsync(store);
        clock.Advance(TimeSpan.FromDays(1));
        await MergeAllAsync(store);
        clock.Advance(SegmentMerger.QuietTime);
        await MergeAllAsync(store);

        var after = await AllAsync(store);
        Assert.Equal(before.Columns, after.Columns);
        Assert.Equal(before.Rows, after.Rows);
        AssertSorted(folder.Path);
    }

    private static EventBatch Batch(int from, (int Source, int Second, (int Field, string Value, int Kind)[] Values)[] events)
    {
        var batch = new EventBatch(Some.Spool);
        foreach (var (number, (source, second, values)) in events.Index())
        {
            var origin = Some.Origin with { Source = $"source-{source}" };
            batch.Begin(new Events.Record(System.Text.Encoding.UTF8.GetBytes($"event {from + number}"), origin, EventTime.From(Some.Noon), from + number, false));
            batch.SetTime(EventTime.From(Some.Noon.AddSeconds(second)));
            foreach (var (field, value, kind) in values)
            {
                batch.Add(Field.Of(Names[field]), System.Text.Encoding.UTF8.GetBytes(value), (FieldKind)kind, isListItem: value.Length == 2);
            }

            batch.End();
        }

        return batch;
    }

    private static void AssertSorted(string folder)
    {
        var rows = Outsider.Ask($"SELECT \"kotwal.source\", epoch_us(\"@timestamp\") FROM {Outsider.Files(folder)}")
            .ConvertAll(row => ((string)row[0]!, (long)row[1]!));

        Assert.Equal(rows.Order(), rows);
    }

    private static async Task MergeAllAsync(LakeEventStore store)
    {
        while (await store.MergeOnceAsync(CancellationToken.None))
        {
        }
    }

    private static async Task<QueryResult> AllAsync(LakeEventStore store) =>
        await store.QueryAsync(Some.Hunt("| sort by ['event.id'] asc"), VisibleEvents.All, QueryLimits.Page, CancellationToken.None);
}
