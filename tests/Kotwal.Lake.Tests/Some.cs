using System.Text;
using Kotwal.Events;
using Kotwal.Hunt;
using Kotwal.Lake.Compaction;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests;

/// <summary>Makes what does not matter to a test.</summary>
internal static class Some
{
    public static readonly Guid Spool = new("0190f3a2-0000-7000-8000-000000000001");

    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public static readonly RecordOrigin Origin = new() { Source = "gate", Transport = "test", Sender = "192.0.2.7" };

    /// <summary>A batch of events, one a record, at the positions from <paramref name="from"/> on.</summary>
    public static EventBatch Batch(long from, int count, DateTimeOffset? at = null, Action<EventBatch, int>? fill = null)
    {
        var batch = new EventBatch(Spool);
        for (var number = 0; number < count; number++)
        {
            Add(batch, from + number, $"event {from + number}", at, opened => fill?.Invoke(opened, number));
        }

        return batch;
    }

    public static void Add(
        EventBatch batch, long position, string original, DateTimeOffset? at = null, Action<EventBatch>? fill = null, bool isTruncated = false) =>
        Add(batch, position, Encoding.UTF8.GetBytes(original), at, fill, isTruncated);

    public static void Add(
        EventBatch batch, long position, byte[] original, DateTimeOffset? at = null, Action<EventBatch>? fill = null, bool isTruncated = false)
    {
        batch.Begin(new Events.Record(original, Origin, EventTime.From(at ?? Noon), position, isTruncated));
        fill?.Invoke(batch);
        batch.End();
    }

    public static SpoolRange Range(long from, long to) => new(Spool, from, to);

    public static HuntQuery Hunt(string text)
    {
        var parse = HuntQuery.Parse(text);
        Assert.True(parse.IsRead, $"{text}: {parse.Error}");
        return parse.Query;
    }

    public static LakeOptions Options(string folder) => new() { Folder = folder, ReadInProcess = true };

    public static LakeEventStore Store(string folder, TimeProvider? clock = null) =>
        LakeEventStore.Open(Options(folder), NullLogger<LakeEventStore>.Instance, clock ?? TimeProvider.System);

    /// <summary>A store whose days are sealed with the key in the folder <c>keys</c> beside the lake.</summary>
    public static LakeEventStore SealingStore(string data, TimeProvider clock, Action<LakeOptions>? set = null)
    {
        var options = Options(Path.Combine(data, "lake"));
        options.SealKeyFile = KeyFile(data);
        set?.Invoke(options);
        return LakeEventStore.Open(options, NullLogger<LakeEventStore>.Instance, clock);
    }

    public static string KeyFile(string data) => Path.Combine(data, "keys", "seal.pem");

    /// <summary>Lets the day end, and does all merging, folding and sealing that is due then.</summary>
    public static async Task FoldAsync(LakeEventStore store, Clock clock)
    {
        clock.Advance(TimeSpan.FromDays(1));
        await MergeAllAsync(store);
        clock.Advance(SegmentMerger.QuietTime);
        await MergeAllAsync(store);
    }

    public static async Task MergeAllAsync(LakeEventStore store)
    {
        while (await store.MergeOnceAsync(TestContext.Current.CancellationToken))
        {
        }
    }
}
