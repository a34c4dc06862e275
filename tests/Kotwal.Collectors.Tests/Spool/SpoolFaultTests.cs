using CsCheck;
using Kotwal.Collectors.Spool;

namespace Kotwal.Collectors.Tests.Spool;

/// <summary>
/// A disk that fails at any call of any kind, in any way. The model is a list: what was acknowledged is found exactly once and in its
/// order, after every failure, every new start and every loss of power.
/// </summary>
public sealed class SpoolFaultTests
{
    private const int Torn = 1008;
    private const int WriteFailed = 1002;
    private const int Missing = 1009;
    private const int Damaged = 1007;

    private static readonly int LongFactor = Environment.GetEnvironmentVariable("KOTWAL_LONG_TESTS") is null or "" ? 1 : 100;

    public static TheoryData<int, int> KindsAndWays
    {
        get
        {
            var all = new TheoryData<int, int>();
            foreach (var call in Enum.GetValues<DiskCall>())
            {
                foreach (var fault in Enum.GetValues<DiskFault>())
                {
                    all.Add((int)call, (int)fault);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndWays))]
    public async Task Whatever_kind_of_call_fails_at_whatever_time_nothing_acknowledged_is_lost_or_doubled(int call, int fault)
    {
        foreach (var every in (int[])[2, 3, 5, 8])
        {
            var run = new Run();
            run.Faults((kind, number) => (int)kind == call && number % every == 0 ? (DiskFault)fault : null);
            for (var step = 0; step < 40; step++)
            {
                await run.AppendAsync();
                if (step % 7 == 6)
                {
                    await run.ReadAndReleaseAsync();
                }

                if (step % 13 == 12)
                {
                    await run.RestartAsync(losesPower: step % 2 == 0);
                }
            }

            run.Faults((_, _) => null);
            await run.EndAsync();
        }
    }

    [Fact]
    public async Task Any_sequence_of_appends_reads_starts_and_failures_agrees_with_the_model() => await
        Gen.Select(Gen.Int, Gen.Int[1, 60], Gen.Int[5, 60]).SampleAsync(
            async (seed, steps, rarity) =>
            {
                var random = new Random(seed);
                var run = new Run();
                run.Faults((_, _) => random.Next(rarity) == 0 ? (DiskFault)random.Next(4) : null);
                for (var step = 0; step < steps; step++)
                {
                    await (random.Next(12) switch
                    {
                        < 7 => run.AppendAsync(),
                        < 10 => run.ReadAndReleaseAsync(),
                        10 => run.RestartAsync(losesPower: false),
                        _ => run.RestartAsync(losesPower: true),
                    });
                }

                run.Faults((_, _) => null);
                await run.EndAsync();
            },
            iter: 150 * LongFactor,
            threads: 1);

    [Fact]
    public async Task A_start_tells_what_it_had_to_do()
    {
        var run = new Run();
        await run.AppendAsync();
        run.Faults((call, _) => call is DiskCall.Flush or DiskCall.Cut ? DiskFault.Lying : null);
        await run.AppendAsync();
        run.Faults((_, _) => null);
        await run.RestartAsync(losesPower: false);
        run.TearTail(3);
        await run.EndAsync();

        Assert.Contains(WriteFailed, run.Told);
        Assert.Contains(Torn, run.Told);
        Assert.DoesNotContain(Missing, run.Told);
        Assert.DoesNotContain(Damaged, run.Told);
    }

    /// <summary>A spool on a failing disk, beside the list of what it owes.</summary>
    private sealed class Run
    {
        private static readonly SpoolOptions Options = Some.Options(segmentBytes: 4096);

        private readonly List<string> owed = [];
        private readonly HashSet<string> offered = [];
        private readonly LogList<Collectors.Spool.Spool> log = new();
        private MemoryDisk memory = new();
        private FaultyDisk disk;
        private Func<DiskCall, int, DiskFault?> faults = (_, _) => null;
        private Collectors.Spool.Spool? spool;
        private long position;
        private int next;

        public Run()
        {
            disk = new FaultyDisk(memory);
        }

        public IEnumerable<int> Told => log.Lines.Select(line => line.Id);

        public void Faults(Func<DiskCall, int, DiskFault?> how) => disk.Fault = faults = how;

        public async Task AppendAsync()
        {
            var text = $"record {next++} {new string('.', next * 37 % 300)}";
            offered.Add(text);
            try
            {
                await (await OpenAsync()).AppendAsync(text);
                owed.Add(text);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // Not acknowledged: the sender knows, and it may be there or not after a loss of power, but never twice.
            }
        }

        /// <summary>What the pipeline does: it reads from where it was, and releases what it has read.</summary>
        public async Task ReadAndReleaseAsync()
        {
            try
            {
                var open = await OpenAsync();
                using var batch = await open.ReadAsync(position, 5, 64 << 10, TimeSpan.Zero, Some.Cancel);
                Settle(batch);
                position = batch.Next;
                await open.ReleaseAsync(position, Some.Cancel);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // Tried again by the next step.
            }
        }

        public async Task RestartAsync(bool losesPower)
        {
            if (losesPower)
            {
                // The power goes before anything can be written any more.
                disk.Fault = (_, _) => DiskFault.Broken;
                var survivor = memory.AfterLossOfPower();
                await CloseAsync();
                memory = survivor;
                disk = new FaultyDisk(memory) { Fault = faults };
                return;
            }

            await CloseAsync();
        }

        public void TearTail(int bytes)
        {
            var last = memory.List().Where(name => SegmentHeader.BaseOf(name) is not null).Order().Last();
            memory[last] = [.. memory[last], .. new byte[bytes]];
        }

        /// <summary>Reads all that is left: what is owed is there, in its order, and nothing twice.</summary>
        public async Task EndAsync()
        {
            var open = await OpenAsync();
            while (position < open.EndPosition)
            {
                using var batch = await open.ReadAsync(position, 100, 64 << 10, TimeSpan.Zero, Some.Cancel);
                Settle(batch);
                position = batch.Next;
            }

            Assert.Empty(owed);
            Assert.DoesNotContain(log.Lines, line => line.Id is Damaged or Missing);
            await CloseAsync();
        }

        private void Settle(SpoolBatch batch)
        {
            foreach (var record in batch.Records)
            {
                var text = System.Text.Encoding.UTF8.GetString(record.Payload.Span);
                Assert.True(offered.Remove(text), $"{text} was found twice, or was never offered.");
                var place = owed.IndexOf(text);
                Assert.True(place <= 0, $"{text} was found before {(owed.Count > 0 ? owed[0] : "")}, which was acknowledged before it.");
                if (place == 0)
                {
                    owed.RemoveAt(0);
                }
            }
        }

        private async Task<Collectors.Spool.Spool> OpenAsync()
        {
            if (spool is null)
            {
                spool = Some.Spool(disk, Options, log: log);
                Assert.True(position <= spool.EndPosition, "Positions that were read are beyond the spool's end.");
            }

            return await Task.FromResult(spool);
        }

        private async Task CloseAsync()
        {
            if (spool is { } open)
            {
                spool = null;
                await open.DisposeAsync();
            }
        }
    }
}
