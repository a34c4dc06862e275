using Kotwal.City.Audit;
using Kotwal.Events;
using Kotwal.Keeping;
using Kotwal.Lake;
using Kotwal.Testing;
using Kotwal.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kotwal.Tests.Keeping;

/// <summary>What the server does for what it keeps stands in the audit trail.</summary>
public sealed class KeepingTests : IDisposable
{
    private static readonly Guid SpoolId = new("0190f3a2-0000-7000-8000-000000000001");

    private readonly TemporaryFolder data = new();
    private readonly MemoryTrail trail = new();
    private readonly Clock clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly LakeOptions lake = new() { ReadInProcess = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Seals_checks_and_deletions_are_noted_in_their_order()
    {
        await using var store = await FillAsync();
        using var check = Check();
        using var worker = Worker(store, check);

        await worker.LookAsync(Cancel);
        await worker.LookAsync(Cancel);
        clock.Advance(TimeSpan.FromDays(5));
        await worker.LookAsync(Cancel);

        var entries = await trail.ReadAfterAsync(new AuditFilter(), 0, 100, Cancel);
        Assert.Equal(
            [
                ("retention.acknowledge", "standard", "2 days: The commissioner, order 12."), ("lake.seal", "1", null), ("lake.verify", "lake", "1 seals, 1 segments"),
                ("retention.delete", "day=2026-11-23/class=standard", null), ("lake.seal", "2", null), ("lake.verify", "lake", "2 seals, 0 segments"),
            ],
            entries.Select(entry => (entry.Action, entry.Subject, entry.Action is "lake.seal" or "retention.delete" ? null : entry.Detail)));
        Assert.All(entries, entry => Assert.Equal((KeepingWorker.Actor, AuditResult.Done), (entry.Actor, entry.Result)));
        Assert.Equal(2, (await SealNotes.ReadAsync(trail, Cancel)).Count);
    }

    [Fact]
    public async Task A_lake_that_is_not_sound_is_said_in_the_trail_at_the_next_check()
    {
        await using var store = await FillAsync();
        using var check = Check();
        using var worker = Worker(store, check);
        await worker.LookAsync(Cancel);
        await File.AppendAllTextAsync(data["lake/seals/0000000001.json"], " ", Cancel);

        clock.Advance(TimeSpan.FromDays(1));
        await worker.LookAsync(Cancel);

        var newest = (await trail.SearchAsync(new AuditFilter(), null, 1, Cancel))[0];
        Assert.Equal(("lake.verify", AuditResult.Failed), (newest.Action, newest.Result));
        Assert.Contains("seals/0000000001.json", newest.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_days_move_into_the_cold_store_and_one_that_is_away_stops_nothing_else()
    {
        Directory.CreateDirectory(data["cold"]);
        await File.WriteAllTextAsync(data["key"], new string('a', 64), Cancel);
        lake.Cold.Folder = data["cold"];
        lake.Cold.AfterDays = 1;
        lake.Cold.Keys.Add("file:" + data["key"]);
        await using var store = await FillAsync();
        using var check = Check();
        using var worker = Worker(store, check);
        clock.Advance(TimeSpan.FromDays(1));
        await worker.LookAsync(Cancel);
        Assert.Single(Directory.GetFiles(data["cold"], "*.kwen", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(data["lake"], "*.parquet", SearchOption.AllDirectories));

        Directory.Move(data["cold"], data["away"]);
        clock.Advance(TimeSpan.FromDays(5));
        await worker.LookAsync(Cancel);
        Directory.Move(data["away"], data["cold"]);
        await worker.LookAsync(Cancel);

        Assert.Single(await trail.SearchAsync(new AuditFilter { Action = "retention.delete" }, null, 10, Cancel));
        Assert.Empty(Directory.GetFiles(data["cold"], "*.kwen*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_clock_that_leapt_ahead_deletes_nothing_for_a_day()
    {
        await (await FillAsync()).DisposeAsync();
        clock.Advance(TimeSpan.FromDays(400));
        await using var store = LakeEventStore.Open(lake, NullLogger<LakeEventStore>.Instance, clock);
        using var check = Check();
        using var worker = Worker(store, check);

        await worker.LookAsync(Cancel);
        clock.Advance(ClockLeaps.Doubt / 2);
        await worker.LookAsync(Cancel);
        var early = await trail.ReadAfterAsync(new AuditFilter(), 0, 100, Cancel);
        clock.Advance(ClockLeaps.Doubt / 2);
        await worker.LookAsync(Cancel);

        Assert.DoesNotContain(early, entry => entry.Action == "retention.delete");
        Assert.Contains(await trail.ReadAfterAsync(new AuditFilter(), 0, 100, Cancel), entry => entry.Action == "retention.delete");
    }

    [Fact]
    public void A_clock_that_leaps_while_the_server_runs_is_not_believed()
    {
        var time = new LeapingClock();
        var leaps = new ClockLeaps(time, null);
        var first = leaps.IsBelieved(out _);
        time.Pass(TimeSpan.FromMinutes(1));
        var ordinary = leaps.IsBelieved(out _);
        time.Leap(TimeSpan.FromDays(2));
        var leapt = leaps.IsBelieved(out var leap);
        time.Leap(TimeSpan.FromDays(-2));
        var back = leaps.IsBelieved(out _);
        time.Pass(ClockLeaps.Doubt);

        Assert.Equal((true, true, false, false, true), (first, ordinary, leapt, back, leaps.IsBelieved(out _)));
        Assert.Equal(TimeSpan.FromDays(2), leap);
    }

    private sealed class LeapingClock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        private long tick;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => tick;

        public void Pass(TimeSpan by) => (now, tick) = (now + by, tick + by.Ticks);

        public void Leap(TimeSpan by) => now += by;
    }

    private async Task<LakeEventStore> FillAsync()
    {
        lake.Folder = data["lake"];
        lake.SealKeyFile = data["keys/seal.pem"];
        lake.Classes.Add(new RetentionClassOptions { Name = "standard", Days = 2, BelowLegalMinimum = " The commissioner, order 12. " });
        var store = LakeEventStore.Open(lake, NullLogger<LakeEventStore>.Instance, clock);
        var batch = new EventBatch(SpoolId);
        batch.Begin(new Events.Record("x"u8.ToArray(), new RecordOrigin { Source = "gate", Transport = "test" }, EventTime.From(clock.Now), 0, false));
        batch.End();
        await store.AppendAsync(batch, new SpoolRange(SpoolId, 0, 1), Cancel);
        foreach (var wait in new[] { TimeSpan.FromDays(1), TimeSpan.FromMinutes(10) })
        {
            clock.Advance(wait);
            while (await store.MergeOnceAsync(Cancel))
            {
            }
        }

        return store;
    }

    private LakeCheck Check() =>
        new(Options.Create(lake), Options.Create(new KeepingOptions()), trail, clock, NullLogger<LakeCheck>.Instance);

    private KeepingWorker Worker(LakeEventStore store, LakeCheck check) =>
        new(store, check, trail, Options.Create(lake), Options.Create(new KeepingOptions()), clock, NullLogger<KeepingWorker>.Instance);
}
