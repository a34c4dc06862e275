using System.Diagnostics;
using Kotwal.Lake.Seals;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Seals;

public sealed class SealTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_that_is_done_is_sealed_once_and_openssl_checks_it()
    {
        using var lake = await SealedLake.MakeAsync();
        var key = Assert.Single(Directory.GetFiles(lake["seals/keys"]));

        var verdict = await lake.VerifyAsync();

        Assert.Empty(verdict.Faults);
        Assert.Equal((5, 5, 0), (verdict.Seals, verdict.SealedSegments, verdict.OpenSegments));
        Assert.Equal(Path.GetFileNameWithoutExtension(key), verdict.Key);
        for (var sequence = 1; sequence <= 5; sequence++)
        {
            var (statement, signature) = (lake[$"seals/{sequence:D10}.json"], lake[$"seals/{sequence:D10}.sig"]);
            Assert.Equal(0, await RunAsync("openssl", "dgst", "-sha256", "-verify", key, "-signature", signature, statement));
        }
    }

    [Fact]
    public async Task The_private_key_is_for_the_programs_own_account_alone()
    {
        using var lake = await SealedLake.MakeAsync();

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Some.KeyFile(lake.Data)));
        }
    }

    [Fact]
    public async Task Late_events_go_into_a_segment_with_a_seal_of_its_own_and_change_no_sealed_one()
    {
        using var data = new TemporaryFolder();
        var clock = new Clock(Some.Noon);
        await using var store = Some.SealingStore(data.Path, clock);
        await store.AppendAsync(Some.Batch(0, 3), Some.Range(0, 3), Cancel);
        await Some.FoldAsync(store, clock);
        var first = Assert.Single(store.Manifest.All());

        for (var from = 3; from < 40; from++)
        {
            await store.AppendAsync(Some.Batch(from, 1), Some.Range(from, from + 1), Cancel);
        }

        await Some.FoldAsync(store, clock);

        var all = store.Manifest.All().OrderBy(segment => segment.Seal).ToList();
        Assert.Equal([(1L, 3L), (2L, 37L)], all.Select(segment => (segment.Seal!.Value, segment.Rows)));
        Assert.Equal((first.Path, first.Sha256), (all[0].Path, all[0].Sha256));
        Assert.Equal(2, store.Manifest.Sealed!.Sequence);
    }

    [Fact]
    public async Task Days_that_were_folded_before_there_were_seals_are_sealed_later()
    {
        using var data = new TemporaryFolder();
        var clock = new Clock(Some.Noon);
        await using (var old = Some.Store(data["lake"], clock))
        {
            await old.AppendAsync(Some.Batch(0, 3), Some.Range(0, 3), Cancel);
            await Some.FoldAsync(old, clock);
        }

        await using (var store = Some.SealingStore(data.Path, clock))
        {
            await Some.FoldAsync(store, clock);
        }

        var verdict = await LakeVerifier.VerifyAsync(data["lake"], [Some.KeyFile(data.Path)], [], Cancel);
        Assert.Empty(verdict.Faults);
        Assert.Equal((1, 1), (verdict.Seals, verdict.SealedSegments));
    }

    [Fact]
    public async Task An_operators_own_key_signs_and_other_kinds_of_keys_are_refused()
    {
        using var data = new TemporaryFolder();
        Directory.CreateDirectory(data["keys"]);
        Assert.Equal(0, await RunAsync("openssl", "ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", Some.KeyFile(data.Path)));
        Assert.Throws<InvalidDataException>(() => Some.SealingStore(data.Path, TimeProvider.System));

        Assert.Equal(0, await RunAsync("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", Some.KeyFile(data.Path)));
        await using var store = Some.SealingStore(data.Path, TimeProvider.System);
        Assert.Single(Directory.GetFiles(data["lake/seals/keys"]));
    }

    [Fact]
    public async Task A_key_that_is_gone_is_not_replaced_in_silence()
    {
        using var lake = await SealedLake.MakeAsync();
        File.Delete(Some.KeyFile(lake.Data));

        var refusal = Assert.Throws<InvalidDataException>(() => Some.SealingStore(lake.Data, TimeProvider.System));

        Assert.Contains("Bring it back from a backup", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Some.KeyFile(lake.Data)));
    }

    [Fact]
    public async Task A_new_key_goes_on_with_the_chain_and_the_old_public_key_checks_what_was_before()
    {
        using var lake = await SealedLake.MakeAsync();
        File.Delete(Some.KeyFile(lake.Data));
        Assert.Equal(0, await RunAsync("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", Some.KeyFile(lake.Data)));
        var old = Assert.Single(Directory.GetFiles(lake["seals/keys"]));
        var clock = new Clock(Some.Noon.AddDays(10));
        await using (var store = Some.SealingStore(lake.Data, clock))
        {
            await store.AppendAsync(Some.Batch(42, 1, clock.Now), Some.Range(42, 43), Cancel);
            await Some.FoldAsync(store, clock);
        }

        var alone = await lake.VerifyAsync();
        var both = await LakeVerifier.VerifyAsync(lake.Lake, [Some.KeyFile(lake.Data), old], [], Cancel);

        Assert.Equal(5, alone.Faults.Count(fault => fault.Kind == LakeFaultKind.UnknownKey));
        Assert.Empty(both.Faults);
        Assert.Equal(6, both.Seals);
    }

    [Fact]
    public async Task A_lake_is_checked_while_a_server_writes_to_it()
    {
        using var data = new TemporaryFolder();
        var clock = new Clock(Some.Noon);
        await using var store = Some.SealingStore(data.Path, clock, options => options.MergeAt = 3);
        using var stop = new CancellationTokenSource();
        var writing = Task.Factory.StartNew(() => WriteAsync(store, clock, stop.Token), Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

        for (var round = 0; round < 20 || store.Manifest.Sealed is null; round++)
        {
            Assert.Empty((await LakeVerifier.VerifyAsync(data["lake"], [Some.KeyFile(data.Path)], [], Cancel)).Faults);
        }

        await stop.CancelAsync();
        await writing;
    }

    private static async Task WriteAsync(LakeEventStore store, Clock clock, CancellationToken stop)
    {
        for (var from = 0; !stop.IsCancellationRequested; from++)
        {
            await store.AppendAsync(Some.Batch(from, 1, clock.Now), Some.Range(from, from + 1), CancellationToken.None);
            await Some.MergeAllAsync(store);
            if (from % 7 == 6)
            {
                await Some.FoldAsync(store, clock);
            }
        }
    }

    internal static async Task<int> RunAsync(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode;
    }
}
