using Kotwal.Lake.Seals;

namespace Kotwal.Lake.Tests.Cold;

/// <summary>A lake over a bucket, from the moving of its days to their end.</summary>
public sealed class BucketLakeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_move_into_a_bucket_are_read_from_it_and_go_with_their_time()
    {
        using var server = S3Server.Get();
        using var lake = await ColdLake.MakeAsync(set: options => Use(options, server));
        await using var store = lake.Open();
        Assert.Equal(3, store.Manifest.All().Count(segment => segment.Cold is not null));
        Assert.Equal(80, await ColdLake.CountAsync(store));
        var verdict = await lake.VerifyAsync();
        Assert.Empty(verdict.Faults);
        Assert.Equal(3, verdict.ColdSegments);
        Assert.Empty((await lake.VerifyAsync(ColdDepth.Sizes)).Faults);

        lake.Clock.Advance(TimeSpan.FromDays(1000));
        foreach (var due in store.Due())
        {
            await store.ExpireAsync(due, Cancel);
        }

        Assert.Equal(6, await store.SweepColdAsync(Cancel));
        Assert.Equal(0, await store.SweepColdAsync(Cancel));
        Assert.Empty((await lake.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_bucket_that_is_away_is_an_error_that_names_the_days()
    {
        using var server = S3Server.Get();
        using var lake = await ColdLake.MakeAsync(set: options => Use(options, server));
        await using var store = lake.Open();
        server.Stop();

        var failure = await Assert.ThrowsAsync<QueryFailedException>(() => ColdLake.CountAsync(store));

        Assert.Contains("2026-03-14 to 2026-03-16", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await lake.VerifyAsync()).Faults.Count(fault => fault.Kind == LakeFaultKind.Unreadable));
        lake.Clock.Advance(TimeSpan.FromDays(1));
        await Assert.ThrowsAsync<IOException>(() => ColdLake.CoolAsync(store));
        Assert.Equal(20, await ColdLake.CountAsync(store, "| where @timestamp >= datetime(2026-03-17)"));
    }

    [Fact]
    public async Task Two_lakes_share_a_bucket_under_prefixes_of_their_own_and_under_one_they_do_not()
    {
        using var server = S3Server.Get();
        using var one = await ColdLake.MakeAsync(set: options => Use(options, server, "one/"));
        using var two = await ColdLake.MakeAsync(set: options => Use(options, server, "two/"));
        using var three = new ColdLake { Set = options => Use(options, server, "two/") };
        await using var store = three.Open();
        await three.FillAsync(store, 3);

        await Assert.ThrowsAsync<IOException>(() => ColdLake.CoolAsync(store));

        Assert.Empty((await one.VerifyAsync()).Faults);
        Assert.Empty((await two.VerifyAsync()).Faults);
    }

    private static void Use(LakeOptions options, S3Server server, string prefix = "city/")
    {
        options.Cold.Folder = "";
        server.Set(options.Cold.S3, prefix);
    }
}
