using Kotwal.Testing;

namespace Kotwal.Lake.Tests;

public sealed class LakeReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_reader_sees_what_a_writer_stores_beside_it()
    {
        await using var store = Some.Store(folder.Path);
        await using var reader = LakeReader.Open(Some.Options(folder.Path), TimeProvider.System);

        await store.AppendAsync(Some.Batch(0, 3), Some.Range(0, 3), Cancel);
        var first = await reader.QueryAsync(Some.Hunt("| summarize count()"), QueryLimits.CommandLine, Cancel);
        await store.AppendAsync(Some.Batch(3, 2), Some.Range(3, 5), Cancel);
        var second = await reader.QueryAsync(Some.Hunt("| summarize count()"), QueryLimits.CommandLine, Cancel);

        Assert.Equal((3L, 5L), (first.Rows[0][0], second.Rows[0][0]));
    }

    [Fact]
    public async Task Merging_beside_a_reader_disturbs_neither()
    {
        await using var store = Some.Store(folder.Path);
        await using var reader = LakeReader.Open(Some.Options(folder.Path), TimeProvider.System);

        for (var from = 0; from < 40; from++)
        {
            await store.AppendAsync(Some.Batch(from, 1), Some.Range(from, from + 1), Cancel);
            await store.MergeOnceAsync(Cancel);
            var found = await reader.QueryAsync(Some.Hunt("| summarize count()"), QueryLimits.CommandLine, Cancel);
            Assert.Equal(from + 1L, found.Rows[0][0]);
        }

        Assert.InRange(store.Manifest.Segments.Length, 1, 16);
    }

    [Fact]
    public void A_folder_without_a_lake_is_refused()
    {
        Assert.Throws<IOException>(() => LakeReader.Open(Some.Options(folder.Path), TimeProvider.System));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_hunt_that_takes_too_long_is_stopped()
    {
        await using var store = Some.Store(folder.Path);
        await store.AppendAsync(Some.Batch(0, 3), Some.Range(0, 3), Cancel);

        var refusal = await Assert.ThrowsAsync<QueryFailedException>(async () =>
            await store.QueryAsync(Some.Hunt("event"), VisibleEvents.All, new QueryLimits(10, TimeSpan.Zero), Cancel));

        Assert.Contains("did not end", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temporary_store_leaves_nothing_behind()
    {
        var store = TemporaryEventStore.Create(TimeProvider.System);
        await store.AppendAsync(Some.Batch(0, 3), Some.Range(0, 3), Cancel);
        var found = await store.QueryAsync(Some.Hunt("event"), VisibleEvents.All, QueryLimits.CommandLine, Cancel);

        await store.DisposeAsync();

        Assert.Equal(3, found.Rows.Count);
        Assert.False(Directory.Exists(store.Folder));
    }
}
