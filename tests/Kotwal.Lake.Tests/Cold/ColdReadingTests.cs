using Kotwal.Lake.Coverage;
using Kotwal.Lake.Evidence;
using Kotwal.Lake.Retention;
using Kotwal.Lake.Seals;

namespace Kotwal.Lake.Tests.Cold;

public sealed class ColdReadingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_can_match_is_fetched()
    {
        using var lake = await ColdLake.MakeAsync();
        await using var store = lake.Open();

        Assert.Equal(20, await ColdLake.CountAsync(store, "| where @timestamp >= datetime(2026-03-17)"));
        Assert.Equal(20, await ColdLake.CountAsync(store, "| where event.ingested >= datetime(2026-03-17)"));
        Assert.Equal(0, await ColdLake.CountAsync(store, "nosuchword"));
        Assert.Equal(0, store.Cache.Bytes);

        Assert.Equal(1, await ColdLake.CountAsync(store, "\"event 25\" | where @timestamp < datetime(2026-03-16)"));
        Assert.Single(Directory.GetFiles(Path.Combine(lake.Lake, "cache")));
    }

    [Fact]
    public async Task A_store_that_is_away_is_an_error_that_names_the_days()
    {
        using var lake = await ColdLake.MakeAsync();
        await using var store = lake.Open();
        Directory.Move(lake.Store, lake["away"]);

        var failure = await Assert.ThrowsAsync<QueryFailedException>(() => ColdLake.CountAsync(store));
        var narrowed = await Assert.ThrowsAsync<QueryFailedException>(() => store.QueryAsync(
            Some.Hunt("| count"), VisibleEvents.With([new FieldValues(["user.name"], ["asha"])]), QueryLimits.Page, Cancel).AsTask());

        Assert.Contains("2026-03-14 to 2026-03-16", failure.Message, StringComparison.Ordinal);
        Assert.Contains(lake.Store, failure.Message, StringComparison.Ordinal);
        Assert.Contains("2026-03-14 to 2026-03-16", narrowed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(lake.Store, narrowed.Message, StringComparison.Ordinal);
        Assert.Equal(20, await ColdLake.CountAsync(store, "| where @timestamp >= datetime(2026-03-17)"));
        Assert.Equal(0, store.Cache.Bytes);

        Directory.Move(lake["away"], lake.Store);
        Assert.Equal(80, await ColdLake.CountAsync(store));
    }

    [Fact]
    public async Task An_object_that_was_altered_cut_off_exchanged_or_taken_away_is_never_read_and_verifying_names_it()
    {
        using var lake = await ColdLake.MakeAsync();
        await using var store = lake.Open();
        var (victim, other) = (lake.Objects[0], lake.Objects[1]);
        foreach (var (what, deed) in Deeds(victim, other))
        {
            byte[][] before = [await File.ReadAllBytesAsync(victim, Cancel), await File.ReadAllBytesAsync(victim + ".key", Cancel)];
            deed();

            var failure = await Assert.ThrowsAsync<QueryFailedException>(() => ColdLake.CountAsync(store, "| where @timestamp < datetime(2026-03-15)"));
            var fault = Assert.Single((await lake.VerifyAsync()).Faults);

            Assert.Contains("2026-03-14", failure.Message, StringComparison.Ordinal);
            Assert.True(fault.Kind == (what == "taken away" ? LakeFaultKind.Missing : what == "another master key" ? LakeFaultKind.Unreadable : LakeFaultKind.Altered), $"{what}: {fault}");
            Assert.Equal(new DateOnly(2026, 3, 14), fault.Day);
            await File.WriteAllBytesAsync(victim, before[0], Cancel);
            await File.WriteAllBytesAsync(victim + ".key", before[1], Cancel);
        }

        Assert.Equal(80, await ColdLake.CountAsync(store));
    }

    [Fact]
    public async Task The_daily_look_finds_what_is_gone_or_cut_off_without_fetching_it()
    {
        using var lake = await ColdLake.MakeAsync();
        Assert.Empty((await lake.VerifyAsync(ColdDepth.Sizes)).Faults);
        File.Delete(lake.Objects[0] + ".key");
        await using (var file = new FileStream(lake.Objects[1], FileMode.Open))
        {
            file.SetLength(file.Length - 1);
        }

        Assert.Equal([LakeFaultKind.Missing, LakeFaultKind.Altered], (await lake.VerifyAsync(ColdDepth.Sizes)).Faults.Select(fault => fault.Kind));
        Assert.DoesNotContain((await lake.VerifyAsync(ColdDepth.Sizes)).Faults, LakeRepair.CanMend);
    }

    [Fact]
    public async Task Without_the_master_key_hunts_say_which_one_is_missing()
    {
        using var lake = await ColdLake.MakeAsync();
        lake.MakeKey("second.key");
        lake.Keys[0] = "second.key";
        await using var store = lake.Open();

        var failure = await Assert.ThrowsAsync<QueryFailedException>(() => ColdLake.CountAsync(store));

        Assert.Contains("master key", failure.Message, StringComparison.Ordinal);
        Assert.Contains("2026-03-14", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_of_a_store_hunts_say_so()
    {
        using var lake = await ColdLake.MakeAsync(set: options => options.Cold.AfterDays = 1);
        lake.Set = options => options.Cold.Folder = "";
        await using var store = lake.Open();

        var failure = await Assert.ThrowsAsync<QueryFailedException>(() => ColdLake.CountAsync(store));

        Assert.Contains("Lake:Cold", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await lake.VerifyAsync()).FaultCount);
    }

    [Fact]
    public async Task A_reader_of_the_same_folder_fetches_for_itself_and_leaves_nothing()
    {
        using var lake = await ColdLake.MakeAsync();
        await using var store = lake.Open();
        await using (var reader = LakeReader.Open(lake.Options(), lake.Clock))
        {
            Assert.Equal(80L, (await reader.QueryAsync(Some.Hunt("| count"), QueryLimits.CommandLine, Cancel)).Rows[0][0]);
        }

        Assert.DoesNotContain(Directory.GetFiles(lake.Lake, "*.parquet", SearchOption.AllDirectories), path => path.Contains("cold-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_engine_in_a_process_of_its_own_reads_cold_days()
    {
        using var lake = await ColdLake.MakeAsync(set: options => (options.ReadInProcess, options.ReaderCommand) = (false, [Environment.ProcessPath!, "lake-reader"]));
        await using var store = lake.Open();

        Assert.Equal(40, await ColdLake.CountAsync(store, "user.name:asha"));
    }

    [Fact]
    public async Task A_restored_lake_makes_word_filters_of_what_it_fetches()
    {
        using var lake = await ColdLake.MakeAsync();
        foreach (var filter in Directory.GetFiles(lake.Lake, "*.words", SearchOption.AllDirectories))
        {
            File.Delete(filter);
            Directory.Delete(Path.GetDirectoryName(filter)!, recursive: true);
        }

        await using (var store = lake.Open())
        {
            Assert.Equal(80, await ColdLake.CountAsync(store));
        }

        Assert.Equal(3, Directory.GetFiles(lake.Lake, "*.words", SearchOption.AllDirectories).Length);
        Assert.Empty((await lake.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Coverage_of_cold_days_needs_nothing_from_the_store()
    {
        using var lake = await ColdLake.MakeAsync();
        await using var store = lake.Open();
        var today = DateOnly.FromDateTime(lake.Clock.Now.UtcDateTime);
        Directory.Move(lake.Store, lake["away"]);

        var matrix = await LogCoverage.ReadAsync(store.ReadHeardAsync, today, 10, Cancel);

        var row = Assert.Single(matrix.Rows);
        Assert.Equal((4, 80L), (row.DaysHeard, row.Events));
        await using var reader = LakeReader.Open(lake.Options(), lake.Clock);
        Assert.Equal(80, (await LogCoverage.ReadAsync(reader.ReadHeardAsync, today, 10, Cancel)).Rows[0].Events);
    }

    [Fact]
    public async Task Evidence_is_packed_from_cold_days()
    {
        using var lake = await ColdLake.MakeAsync();
        using var zip = new MemoryStream();
        await using var package = EvidencePackage.Open(lake.Options(), lake.Clock);

        var result = await package.WriteAsync(
            new EvidenceOrder(new EventFilter("user.name:asha", null, Some.Noon.AddDays(2)), "Case 7", "ravi", HasSegments: true, []), zip, Cancel);

        Assert.Equal((20L, 2), (result.Rows, result.Segments));
        using var archive = new System.IO.Compression.ZipArchive(zip);
        Assert.Equal(3, archive.Entries.Count(entry => entry.FullName.EndsWith(".parquet", StringComparison.Ordinal)));
    }

    private static IEnumerable<(string What, Action Deed)> Deeds(string victim, string other)
    {
        yield return ("a bit", () => Flip(victim, (int)new FileInfo(victim).Length / 2));
        yield return ("the head", () => Flip(victim, 20));
        yield return ("the wrapped key", () => Flip(victim + ".key", 40));
        yield return ("another master key", () => Flip(victim + ".key", 10));
        yield return ("cut off", () => Cut(victim));
        yield return ("empty", () => File.WriteAllBytes(victim, []));
        yield return ("exchanged", () => File.Copy(other, victim, overwrite: true));
        yield return ("exchanged with its key", () => CopyBoth(other, victim));
        yield return ("another's key", () => File.Copy(other + ".key", victim + ".key", overwrite: true));
        yield return ("taken away", () => File.Delete(victim));
    }

    private static void CopyBoth(string from, string to)
    {
        File.Copy(from, to, overwrite: true);
        File.Copy(from + ".key", to + ".key", overwrite: true);
    }

    private static void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static void Cut(string path)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(file.Length - 7);
    }
}
