using CsCheck;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Own;
using Kotwal.Testing;

namespace Kotwal.Collectors.Tests.Accounting;

/// <summary>Both equations close for every source, whenever the program ends and however often a batch comes again.</summary>
public sealed class SourceLedgerTests
{
    private const string Source = "pumps";

    [Fact]
    public async Task Counts_go_on_over_a_new_start()
    {
        using var folder = new TemporaryFolder();
        await using var run = new Run(folder);
        run.Start();
        await run.TakeAsync(3);
        await run.StoreAsync(unreadable: 1);
        run.Ledger.Account("pumps", OwnDoor.Kind).Refused("size", 2);
        var since = run.Counts.Since;

        await run.EndAsync(isCrash: false);
        run.Start();
        await run.TakeAsync(4);

        Assert.Equal((9, 7, 2, 1, 4, 2), (run.Counts.Received, run.Counts.Accepted, run.Counts.Decoded, run.Counts.Unreadable, run.Counts.Pending, run.Counts.Rejected["size"]));
        Assert.Equal(since, run.Counts.Since);
    }

    [Fact]
    public async Task What_a_killed_run_took_in_is_counted_when_it_is_read()
    {
        using var folder = new TemporaryFolder();
        await using var run = new Run(folder);
        run.Start();
        await run.TakeAsync(5);

        await run.EndAsync(isCrash: true);
        run.Start();
        await run.StoreAsync(unreadable: 2);

        Assert.Equal((5, 5, 3, 2, 0), (run.Counts.Received, run.Counts.Accepted, run.Counts.Decoded, run.Counts.Unreadable, run.Counts.Pending));
        Assert.Equal(40, run.Counts.Bytes);
    }

    [Fact]
    public async Task A_damaged_file_is_told_and_counting_begins_anew()
    {
        using var folder = new TemporaryFolder();
        await using var run = new Run(folder);
        run.Start();
        await run.TakeAsync(1);
        await run.StoreAsync(unreadable: 0);
        await run.EndAsync(isCrash: false);
        await File.WriteAllTextAsync(folder["sources.json"], "{", Some.Cancel);

        run.Start();

        Assert.Empty(run.Ledger.Snapshot());
        Assert.Single(run.Log.Lines, line => line.Id == 1080);
    }

    [Fact]
    public async Task Any_sequence_of_records_batches_replays_stops_and_kills_closes() => await
        Gen.Select(Gen.Int, Gen.Int[1, 40]).SampleAsync(
            async (seed, steps) =>
            {
                using var folder = new TemporaryFolder();
                await using var run = new Run(folder);
                var random = new Random(seed);
                run.Start();
                long taken = 0;
                for (var step = 0; step < steps; step++)
                {
                    switch (random.Next(8))
                    {
                        case < 3:
                            var count = random.Next(1, 9);
                            await run.TakeAsync(count);
                            taken += count;
                            break;
                        case < 6:
                            await run.StoreAsync(random.Next(3), isReleased: random.Next(2) == 0);
                            break;
                        default:
                            await run.EndAsync(isCrash: random.Next(2) == 0);
                            run.Start();
                            break;
                    }
                }

                await run.StoreAllAsync();
                var counts = run.Ledger.Snapshot();
                Assert.Equal(taken, counts.Sum(one => one.Accepted));
                Assert.Equal(taken, counts.Sum(one => one.Decoded + one.Unreadable));
                Assert.All(counts, one => Assert.Equal(one.Received, one.Accepted + one.Dropped + one.Rejected.Values.Sum()));
                Assert.All(counts, one => Assert.Equal(0, one.Pending));
                Assert.Equal(taken * 8, counts.Sum(one => one.Bytes));
            },
            iter: 30,
            threads: 1);

    /// <summary>Spool, door and ledger as a server has them; the pipeline is the test.</summary>
    private sealed class Run(TemporaryFolder folder) : IAsyncDisposable
    {
        private Collectors.Spool.Spool? spool;
        private long position;

        public SourceLedger Ledger { get; private set; } = new(TimeProvider.System);

        public LogList<SourceLedger> Log { get; } = new();

        public SourceCounts Counts => Assert.Single(Ledger.Snapshot());

        public void Start()
        {
            spool = Some.Spool(folder["spool"], segmentBytes: 4096);
            Ledger.Dispose();
            Ledger = new SourceLedger(folder["sources.json"], spool, TimeProvider.System, Log);
            position = spool.ReleasedPosition;
        }

        public Task TakeAsync(int records) => new OwnDoor(spool!, Ledger, TimeProvider.System).TakeAsync(
            Source, "test", [.. Enumerable.Range(0, records).Select(_ => new ReadOnlyMemory<byte>(Some.Bytes("12345678")))], Some.Cancel);

        public async Task StoreAsync(int unreadable, bool isReleased = true)
        {
            using var batch = await spool!.ReadAsync(position, 6, 1 << 20, TimeSpan.Zero, Some.Cancel);
            Ledger.Done(batch, batch.Next, place => place < unreadable);
            position = batch.Next;
            if (isReleased)
            {
                Ledger.Save();
                await spool.ReleaseAsync(position, Some.Cancel);
            }
        }

        public async Task StoreAllAsync()
        {
            while (position < spool!.EndPosition)
            {
                await StoreAsync(0);
            }
        }

        /// <summary>A killed run leaves the file as it was saved last.</summary>
        public async Task EndAsync(bool isCrash)
        {
            var path = folder["sources.json"];
            var before = File.Exists(path) ? await File.ReadAllBytesAsync(path, Some.Cancel) : null;
            Ledger.Dispose();
            await spool!.DisposeAsync();
            if (isCrash && before is not null)
            {
                await File.WriteAllBytesAsync(path, before, Some.Cancel);
            }
            else if (isCrash)
            {
                File.Delete(path);
            }

            Ledger = new SourceLedger(TimeProvider.System);
        }

        public async ValueTask DisposeAsync()
        {
            Ledger.Dispose();
            await (spool?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
