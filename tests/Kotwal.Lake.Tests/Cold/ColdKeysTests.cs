using Kotwal.Lake.Cold;
using Kotwal.Lake.Encryption;

namespace Kotwal.Lake.Tests.Cold;

public sealed class ColdKeysTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_master_key_takes_over_without_a_segment_being_written_and_the_old_one_may_go()
    {
        using var lake = await ColdLake.MakeAsync();
        var before = lake.Objects.Select(File.ReadAllBytes).ToList();
        lake.MakeKey("second.key");
        lake.Keys.Insert(0, "second.key");

        Assert.Equal([(true, 0L), (true, 3L)], await UsesAsync(lake));
        var done = await ColdKeys.RotateAsync(lake.Options(), Cancel);

        Assert.Equal((3, 0, 0), (done.Wrapped, done.Were, done.Failures.Count));
        Assert.Equal(before, lake.Objects.Select(File.ReadAllBytes));
        lake.Keys.RemoveAt(1);
        Assert.Equal([(true, 3L)], await UsesAsync(lake));
        Assert.Empty((await lake.VerifyAsync()).Faults);
        await using var store = lake.Open();
        Assert.Equal(80, await ColdLake.CountAsync(store));
    }

    [Fact]
    public async Task An_exchange_that_was_broken_off_goes_on_where_it_was()
    {
        using var lake = await ColdLake.MakeAsync();
        lake.MakeKey("second.key");
        lake.Keys.Insert(0, "second.key");
        using (var objects = ColdStores.Open(lake.Options().Cold, new Kotwal.Lake.Manifest.LakeFiles())!)
        {
            await objects.WrapAgainAsync(Path.GetRelativePath(lake.Store, lake.Objects[1] + ".key"), Cancel);
        }

        await File.WriteAllTextAsync(lake.Objects[2] + ".key.tmp", "half", Cancel);
        Assert.Empty((await lake.VerifyAsync()).Faults);
        Assert.Equal([(true, 1L), (true, 2L)], await UsesAsync(lake));

        var done = await ColdKeys.RotateAsync(lake.Options(), Cancel);

        Assert.Equal((2, 1, 0), (done.Wrapped, done.Were, done.Failures.Count));
        Assert.Empty((await lake.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task What_cannot_be_wrapped_is_named_and_stays_as_it_is()
    {
        using var lake = await ColdLake.MakeAsync();
        lake.MakeKey("second.key");
        lake.Keys[0] = "second.key";

        var done = await ColdKeys.RotateAsync(lake.Options(), Cancel);

        Assert.Equal((0, 3), (done.Wrapped, done.Failures.Count));
        Assert.Equal([(true, 0L), (false, 3L)], await UsesAsync(lake));
        lake.Keys[0] = "first.key";
        Assert.Empty((await lake.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Another_lakes_store_is_refused()
    {
        using var lake = await ColdLake.MakeAsync();
        using var other = await ColdLake.MakeAsync();
        var options = lake.Options();
        options.Cold.Folder = other.Store;

        await Assert.ThrowsAsync<IOException>(() => ColdKeys.RotateAsync(options, Cancel));
    }

    private static async Task<IEnumerable<(bool, long)>> UsesAsync(ColdLake lake) =>
        (await ColdKeys.CountAsync(lake.Options(), Cancel)).OrderBy(use => lake.Keys.Select(key => MasterKey.LoadFile(lake[key]).Id).ToList().IndexOf(use.Id!) is var at && at < 0 ? 9 : at)
            .Select(use => (use.IsGiven, use.Segments));
}
