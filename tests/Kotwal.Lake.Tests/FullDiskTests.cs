using Kotwal.Lake.Manifest;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests;

public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_disk_that_fills_at_any_write_leaves_the_store_as_it_was_and_usable(int goodWrites)
    {
        var files = new FillingDisk();
        await using var store = LakeEventStore.Open(Some.Options(folder.Path), files, NullLogger.Instance, TimeProvider.System);
        await store.AppendAsync(Some.Batch(0, 2), Some.Range(0, 2), Cancel);
        files.GoodWrites = goodWrites;

        await Assert.ThrowsAsync<IOException>(async () => await store.AppendAsync(TwoDays(), Some.Range(2, 4), Cancel));
        var whileFull = (store.StoredUpTo(Some.Spool), await CountAsync(store));
        files.GoodWrites = int.MaxValue;
        await store.AppendAsync(TwoDays(), Some.Range(2, 4), Cancel);
        await store.MergeOnceAsync(Cancel);

        Assert.Equal((2L, 2L), whileFull);
        Assert.Equal((4L, 4L), (store.StoredUpTo(Some.Spool), await CountAsync(store)));
        Assert.Equal([[4L]], Outsider.Ask($"SELECT count(*) FROM {Outsider.Files(folder.Path)}"));
    }

    private static Events.EventBatch TwoDays()
    {
        var batch = new Events.EventBatch(Some.Spool);
        Some.Add(batch, 2, "two", Some.Noon);
        Some.Add(batch, 3, "three", Some.Noon.AddDays(1));
        return batch;
    }

    private static async Task<long> CountAsync(LakeEventStore store) =>
        (long)(await store.QueryAsync(Some.Hunt("| summarize count()"), VisibleEvents.All, QueryLimits.Page, Cancel)).Rows[0][0]!;

    /// <summary>A disk that takes some more files and then is full.</summary>
    private sealed class FillingDisk : LakeFiles
    {
        public int GoodWrites { get; set; } = int.MaxValue;

        public override void Write(string path, ReadOnlySpan<byte> content)
        {
            if (GoodWrites-- <= 0)
            {
                throw new IOException("No space left on device.");
            }

            base.Write(path, content);
        }
    }
}
