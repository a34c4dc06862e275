using Kotwal.Lake.Manifest;
using Kotwal.Lake.Seals;

namespace Kotwal.Lake.Tests.Cold;

public sealed class CoolingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_sealed_days_move_and_hunts_find_them_as_before()
    {
        using var lake = await ColdLake.MakeAsync();
        await using var store = lake.Open();

        Assert.Equal(3, lake.Objects.Count);
        Assert.Single(Directory.GetFiles(lake.Lake, "*.parquet", SearchOption.AllDirectories));
        Assert.Equal(80, await ColdLake.CountAsync(store));
        Assert.Equal(40, await ColdLake.CountAsync(store, "user.name:asha"));
        Assert.Equal(1, await ColdLake.CountAsync(store, "\"event 3\""));
        var verdict = await lake.VerifyAsync();
        Assert.Empty(verdict.Faults);
        Assert.Equal((3, 4), (verdict.ColdSegments, verdict.SealedSegments));
    }

    [Fact]
    public async Task Nothing_of_an_event_can_be_read_in_the_cold_store()
    {
        using var lake = await ColdLake.MakeAsync();

        foreach (var path in Directory.GetFiles(lake.Store, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(path, Cancel);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("PAR1"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("asha"u8));
        }
    }

    [Fact]
    public async Task What_is_not_sealed_or_not_old_enough_stays()
    {
        using var lake = new ColdLake();
        lake.Set = options => options.Cold.AfterDays = 3;
        await using var store = lake.Open();
        await lake.FillAsync(store, 2);
        await store.AppendAsync(Some.Batch(40, 1, Some.Noon), Some.Range(40, 41), Cancel);

        await ColdLake.CoolAsync(store);
        Assert.Empty(lake.Objects);
        lake.Clock.Advance(TimeSpan.FromDays(2));
        await ColdLake.CoolAsync(store);

        Assert.Single(lake.Objects);
        Assert.Equal(41, await ColdLake.CountAsync(store));
    }

    [Fact]
    public async Task Each_class_has_days_of_its_own()
    {
        using var lake = new ColdLake();
        lake.Set = options =>
        {
            options.Classes.Add(new RetentionClassOptions { Name = "kept", Days = 400, ColdAfterDays = 300, Sources = { "none" } });
            options.Classes.Add(new RetentionClassOptions { Name = "standard", Days = 400, ColdAfterDays = 2 });
            options.Cold.AfterDays = null;
        };
        await using var store = lake.Open();
        await lake.FillAsync(store, 2);
        await ColdLake.CoolAsync(store);
        Assert.Empty(lake.Objects);

        lake.Clock.Advance(TimeSpan.FromDays(1));
        await ColdLake.CoolAsync(store);

        Assert.Single(lake.Objects);
    }

    [Fact]
    public async Task A_segment_that_a_reader_needs_keeps_its_file_until_the_reader_is_done()
    {
        using var lake = new ColdLake();
        await using var store = lake.Open();
        await lake.FillAsync(store, 3);
        var lease = ReaderLeases.TryTakeForeign(lake.Lake)!;
        await ColdLake.CoolAsync(store);
        Assert.Equal(3, Directory.GetFiles(lake.Lake, "*.parquet", SearchOption.AllDirectories).Length);
        Assert.Empty((await lake.VerifyAsync()).Faults);

        lease.Dispose();
        await store.MergeOnceAsync(Cancel);

        Assert.Single(Directory.GetFiles(lake.Lake, "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_that_a_crash_left_beside_its_object_goes_at_the_next_start()
    {
        using var lake = await ColdLake.MakeAsync();
        string path;
        await using (var store = lake.Open())
        {
            path = Path.Combine(lake.Lake, store.Manifest.All().First(segment => segment.Cold is not null).Path);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "left", Cancel);
        await using var again = lake.Open();

        Assert.False(File.Exists(path));
        Assert.True(File.Exists(Path.ChangeExtension(path, ".words")));
        Assert.Equal(80, await ColdLake.CountAsync(again));
    }

    [Fact]
    public async Task Objects_that_nobody_lists_are_swept_and_strangers_are_left()
    {
        using var lake = await ColdLake.MakeAsync();
        var orphan = Path.Combine(lake.Store, "day=2026-03-01", "0000009999.parquet.kwen");
        Directory.CreateDirectory(Path.GetDirectoryName(orphan)!);
        foreach (var path in (string[])[orphan, orphan + ".key", orphan + ".tmp", Path.Combine(lake.Store, "readme.txt")])
        {
            await File.WriteAllTextAsync(path, "left", Cancel);
        }

        await using var store = lake.Open();
        Assert.Equal(2, await store.SweepColdAsync(Cancel));

        Assert.False(Directory.Exists(Path.GetDirectoryName(orphan)));
        Assert.True(File.Exists(Path.Combine(lake.Store, "readme.txt")));
        Assert.Empty((await lake.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Another_lakes_store_is_not_touched()
    {
        using var other = await ColdLake.MakeAsync();
        using var lake = new ColdLake();
        lake.Set = options => options.Cold.Folder = other.Store;
        await using var store = lake.Open();
        await lake.FillAsync(store, 3);

        var refusal = await Assert.ThrowsAsync<IOException>(() => ColdLake.CoolAsync(store));

        Assert.Contains("another lake", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, other.Objects.Count);
        Assert.Equal(60, await ColdLake.CountAsync(store));
        Assert.Empty((await other.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_share_that_is_not_mounted_is_neither_filled_nor_taken_for_an_empty_one()
    {
        using var lake = await ColdLake.MakeAsync();
        Directory.Move(lake.Store, lake["away"]);
        Directory.CreateDirectory(lake.Store);
        await using var store = lake.Open();
        lake.Clock.Advance(TimeSpan.FromDays(1));

        await Assert.ThrowsAsync<IOException>(() => ColdLake.CoolAsync(store));

        Assert.Empty(Directory.GetFileSystemEntries(lake.Store));
        Assert.All((await lake.VerifyAsync()).Faults, fault => Assert.Equal(LakeFaultKind.Unreadable, fault.Kind));
    }

    [Fact]
    public async Task Retention_deletes_objects_and_the_chain_says_so()
    {
        using var lake = await ColdLake.MakeAsync();
        await using var store = lake.Open();
        lake.Clock.Advance(TimeSpan.FromDays(363));
        foreach (var due in store.Due())
        {
            await store.ExpireAsync(due, Cancel);
        }

        Assert.Equal(3, lake.Objects.Count);
        await store.SweepColdAsync(Cancel);

        Assert.Equal(store.Manifest.All().Count(segment => segment.Cold is not null), lake.Objects.Count);
        Assert.InRange(lake.Objects.Count, 0, 2);
        Assert.Empty((await lake.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Retention_waits_with_objects_that_a_reader_may_need()
    {
        using var lake = await ColdLake.MakeAsync();
        await using var store = lake.Open();
        await store.SweepColdAsync(Cancel);
        lake.Clock.Advance(TimeSpan.FromDays(1000));
        using (ReaderLeases.TryTakeForeign(lake.Lake))
        {
            foreach (var due in store.Due())
            {
                await store.ExpireAsync(due, Cancel);
            }

            Assert.Equal(0, await store.SweepColdAsync(Cancel));
            Assert.Equal(3, lake.Objects.Count);
        }

        Assert.Equal(6, await store.SweepColdAsync(Cancel));
        Assert.Empty(lake.Objects);
    }

    [Fact]
    public async Task A_hold_keeps_what_it_names_of_a_cold_day()
    {
        using var lake = await ColdLake.MakeAsync(set: options => options.Cold.CacheMegabytes = 1);
        await using var store = lake.Open();
        await store.Holds.AddAsync("Case 7", "user.name:asha", null, null, "ravi", Cancel);
        lake.Clock.Advance(TimeSpan.FromDays(1000));
        foreach (var due in store.Due())
        {
            await store.ExpireAsync(due, Cancel);
        }

        await ColdLake.CoolAsync(store);

        Assert.Equal(40, await ColdLake.CountAsync(store));
        Assert.Equal(40, await ColdLake.CountAsync(store, "user.name:asha"));
        Assert.Empty((await lake.VerifyAsync()).Faults);
        Assert.Equal(store.Manifest.All().Count(segment => segment.Cold is not null), lake.Objects.Count);
    }
}
