using System.Diagnostics;
using System.Globalization;
using Kotwal.Lake.Seals;
using Kotwal.Lake.Tests.Children;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests;

public sealed class KillTests
{
    private const int Rounds = 10;

    [Fact]
    public async Task A_kill_at_any_moment_neither_loses_nor_doubles_what_was_appended()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20260314);

        for (var round = 0; round < Rounds; round++)
        {
            var acknowledged = await AppendAndKillAsync(folder.Path, lines: random.Next(2, 14), TestContext.Current.CancellationToken);
            await using var store = Some.Store(folder.Path);
            var storedUpTo = store.StoredUpTo(Some.Spool);

            Assert.InRange(storedUpTo, acknowledged, acknowledged + AppendUntilKilled.EventsPerBatch);
            // What a kill left goes with the next batch.
            await store.AppendAsync(Some.Batch(storedUpTo, 1, Some.Noon), Some.Range(storedUpTo, storedUpTo + 1), CancellationToken.None);
            AssertHolds(store, folder.Path, storedUpTo + 1);
        }
    }

    [Fact]
    public async Task A_kill_amid_sealing_and_deleting_loses_nothing_and_verifying_says_so()
    {
        using var data = new TemporaryFolder();
        var random = new Random(20270513);
        await using (var first = KeepUntilKilled.Open(data.Path, TimeProvider.System))
        {
            await first.Holds.AddAsync("Case 7", "user.name:asha", null, null, "ravi", TestContext.Current.CancellationToken);
        }

        for (var round = 0; round < Rounds; round++)
        {
            var lived = await RunAndKillAsync("keep-until-killed", data.Path, random.Next(1, 8), random.Next(0, 40), TestContext.Current.CancellationToken);
            var clock = new Clock(Some.Noon);
            await using var store = KeepUntilKilled.Open(data.Path, clock);
            Assert.Empty((await VerifyAsync(data.Path)).Faults);

            var storedUpTo = store.StoredUpTo(Some.Spool);
            clock.Now = Some.Noon.AddDays(storedUpTo / KeepUntilKilled.EventsPerDay);
            await KeepUntilKilled.AppendAsync(store, clock, storedUpTo);
            storedUpTo += KeepUntilKilled.EventsPerBatch;
            await KeepUntilKilled.KeepAsync(store, clock);

            Assert.InRange(storedUpTo, (lived + 1) * KeepUntilKilled.EventsPerDay, long.MaxValue);
            Assert.Empty((await VerifyAsync(data.Path)).Faults);
            AssertKept(data["lake"], storedUpTo, clock);
        }
    }

    [Fact]
    public async Task A_kill_amid_moving_into_the_cold_store_loses_nothing_and_leaves_nothing_for_ever()
    {
        using var data = new TemporaryFolder();
        var random = new Random(20261124);
        CoolUntilKilled.Prepare(data.Path);
        for (var round = 0; round < Rounds; round++)
        {
            var lived = await RunAndKillAsync("cool-until-killed", data.Path, random.Next(1, 10), random.Next(0, 40), TestContext.Current.CancellationToken);
            var clock = new Clock(Some.Noon);
            await using var store = CoolUntilKilled.Open(data.Path, clock);
            Assert.Empty((await CoolUntilKilled.VerifyAsync(data.Path)).Faults);

            var storedUpTo = store.StoredUpTo(Some.Spool);
            clock.Now = Some.Noon.AddDays(storedUpTo / KeepUntilKilled.EventsPerDay);
            await KeepUntilKilled.AppendAsync(store, clock, storedUpTo);
            storedUpTo += KeepUntilKilled.EventsPerBatch;
            await CoolUntilKilled.KeepAsync(store, clock);

            Assert.InRange(storedUpTo, (lived + 1) * KeepUntilKilled.EventsPerDay, long.MaxValue);
            Assert.Empty((await CoolUntilKilled.VerifyAsync(data.Path)).Faults);
            await CoolUntilKilled.AssertWholeAsync(store, data.Path, storedUpTo, clock);
        }
    }

    private static Task<LakeVerdict> VerifyAsync(string data) =>
        LakeVerifier.VerifyAsync(Path.Combine(data, "lake"), new ColdOptions(), ColdDepth.Bytes, [Some.KeyFile(data)], [], TestContext.Current.CancellationToken);

    // Everything of asha, and of ravi what is not over.
    private static void AssertKept(string folder, long storedUpTo, Clock clock)
    {
        var rows = Outsider.Ask($"SELECT \"event.original\" FROM {Outsider.Files(folder)}").Select(row => (string)row[0]!).Order();
        var expected = Enumerable.Range(0, (int)storedUpTo)
            .Where(position => position % 2 == 0 || clock.Now.Date - Some.Noon.AddDays(position / KeepUntilKilled.EventsPerDay).Date <= TimeSpan.FromDays(KeepUntilKilled.Days))
            .Select(position => $"event {position}").Order();
        Assert.Equal(expected, rows);
    }

    private static Task<long> AppendAndKillAsync(string folder, int lines, CancellationToken cancel) =>
        RunAndKillAsync("append-until-killed", folder, lines, spins: 0, cancel);

    private static async Task<long> RunAndKillAsync(string program, string folder, int lines, int spins, CancellationToken cancel)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [program, folder]) { RedirectStandardOutput = true })!;
        var last = "0";
        for (var line = 0; line < lines; line++)
        {
            last = await child.StandardOutput.ReadLineAsync(cancel) ?? throw new InvalidOperationException("The child died by itself.");
        }

        // Not always at the same place of a turn: so many looks at the clock later.
        for (var spin = 0; spin < spins; spin++)
        {
            Thread.SpinWait(100_000);
        }

        child.Kill();
        await child.WaitForExitAsync(cancel);
        while (await child.StandardOutput.ReadLineAsync(cancel) is { } more)
        {
            last = more;
        }

        return long.Parse(last, CultureInfo.InvariantCulture);
    }

    private static void AssertHolds(LakeEventStore store, string folder, long storedUpTo)
    {
        var rows = Outsider.Ask($"SELECT count(*), count(DISTINCT \"event.id\"), count(DISTINCT \"event.original\") FROM {Outsider.Files(folder)}")[0];
        var listed = store.Manifest.All().ToList();

        Assert.Equal([storedUpTo, storedUpTo, storedUpTo], rows);
        Assert.Equal(storedUpTo, listed.Sum(segment => segment.Rows));
        Assert.All(listed, segment => Assert.Equal(segment.Bytes, new FileInfo(Path.Combine(folder, segment.Path)).Length));
        Assert.Empty(Directory.EnumerateFiles(folder, "*.tmp", SearchOption.AllDirectories));
    }
}
