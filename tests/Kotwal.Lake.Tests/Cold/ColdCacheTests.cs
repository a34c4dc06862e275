using Kotwal.Lake.Cold;
using Kotwal.Lake.Encryption;
using Kotwal.Lake.Manifest;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Cold;

public sealed class ColdCacheTests : IDisposable
{
    private const int SegmentBytes = 1000;

    private readonly TemporaryFolder data = new();
    private readonly GatedStore store;
    private readonly ColdObjects objects;

    public ColdCacheTests()
    {
        Directory.CreateDirectory(data["cold"]);
        Directory.CreateDirectory(data["lake"]);
        File.WriteAllText(data["key"], new string('a', 64));
        store = new GatedStore(new FolderColdStore(data["cold"], new LakeFiles()));
        objects = new ColdObjects(store, new MasterKeyRing([MasterKey.LoadFile(data["key"])]));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        objects.Dispose();
        data.Dispose();
    }

    [Fact]
    public async Task The_least_recently_used_goes_and_the_bound_holds()
    {
        using var cache = Cache(3);
        var segments = await StoreAsync(4);
        foreach (var number in (int[])[0, 1, 2, 0, 3])
        {
            using var lease = await cache.TakeAsync([segments[number]], Cancel);
            Assert.True(File.Exists(data["lake/" + lease.Place([segments[number]])[0].Path]));
            Assert.InRange(FileBytes(), 0, 3 * SegmentBytes);
        }

        Assert.Equal([0, 2, 3], Cached());
        Assert.Equal(3 * SegmentBytes, cache.Bytes);
        Assert.Equal(4, store.Opened);
    }

    [Fact]
    public async Task What_is_being_read_stays_and_who_needs_its_room_waits()
    {
        using var cache = Cache(2);
        var segments = await StoreAsync(3);
        var first = await cache.TakeAsync(segments[..2], Cancel);
        var waiting = cache.TakeAsync([segments[2]], Cancel);
        Assert.False(waiting.IsCompleted);
        Assert.Equal([0, 1], Cached());

        first.Dispose();
        using var second = await waiting;

        Assert.Equal(2, Cached()[^1]);
        Assert.Equal(2, Cached().Length);
        Assert.Equal(2 * SegmentBytes, cache.Bytes);
    }

    [Fact]
    public async Task Who_needs_more_than_there_is_is_told()
    {
        using var cache = Cache(2);
        var segments = await StoreAsync(3);

        var refusal = await Assert.ThrowsAsync<ColdException>(() => cache.TakeAsync(segments, Cancel));

        Assert.Equal(ColdFault.TooMuch, refusal.Fault);
        Assert.Contains("2026-03-14 to 2026-03-16", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, cache.Bytes);
    }

    [Fact]
    public async Task An_object_is_fetched_once_for_all_who_wait_for_it()
    {
        using var cache = Cache(2);
        var segments = await StoreAsync(1);
        var gate = store.Close();
        var askers = Enumerable.Range(0, 5).Select(_ => cache.TakeAsync(segments, Cancel)).ToList();
        gate.SetResult();

        foreach (var lease in await Task.WhenAll(askers))
        {
            lease.Dispose();
        }

        Assert.Equal(1, store.Opened);
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_others_to_go_on()
    {
        using var cache = Cache(2);
        var segments = await StoreAsync(1);
        store.Close();
        using var impatient = new CancellationTokenSource();
        var first = cache.TakeAsync(segments, impatient.Token);
        var second = cache.TakeAsync(segments, Cancel);
        store.Open();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        using var lease = await second;

        Assert.Equal([0], Cached());
        Assert.Equal(SegmentBytes, cache.Bytes);
    }

    [Fact]
    public async Task What_could_not_be_fetched_takes_no_room()
    {
        using var cache = Cache(2);
        var segments = await StoreAsync(2);
        File.Delete(data["cold/" + segments[1].Cold!.Object]);
        await objects.TakeAsync(Some.Spool, Cancel);

        var refusal = await Assert.ThrowsAsync<ColdException>(() => cache.TakeAsync(segments, Cancel));

        Assert.Equal(ColdFault.Missing, refusal.Fault);
        Assert.Contains("2026-03-15", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-03-14 ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(SegmentBytes, cache.Bytes);
        Assert.Equal([0], Cached());
    }

    [Fact]
    public async Task Files_of_the_cache_are_gone_after_it_and_after_the_next_start()
    {
        var segments = await StoreAsync(1);
        using (var cache = Cache(1))
        {
            (await cache.TakeAsync(segments, Cancel)).Dispose();
        }

        Assert.Empty(Cached());
        Directory.CreateDirectory(data["lake/cache"]);
        await File.WriteAllTextAsync(data["lake/cache/0000000001.parquet"], "left", Cancel);
        LakeFolder.Open(data["lake"], new LakeFiles()).Dispose();
        Assert.Empty(Cached());
    }

    private ColdCache Cache(int segments) => new(data["lake"], LakeFolder.CacheFolder, objects, segments * SegmentBytes);

    private long FileBytes() => Directory.GetFiles(data["lake/cache"]).Sum(path => new FileInfo(path).Length);

    private int[] Cached() => Directory.Exists(data["lake/cache"])
        ? [.. Directory.GetFiles(data["lake/cache"]).Select(path => (int)Segment.NumberOf(path)).Order()]
        : [];

    private async Task<Segment[]> StoreAsync(int count)
    {
        var segments = new List<Segment>();
        for (var number = 0; number < count; number++)
        {
            var content = new byte[SegmentBytes];
            content[0] = (byte)number;
            var path = data[$"{number}"];
            await File.WriteAllBytesAsync(path, content, Cancel);
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
            var day = new DateOnly(2026, 3, 14 + number);
            var segment = new Segment($"day={day:yyyy-MM-dd}/class=standard/{number:D10}.parquet", day, 2, 1, SegmentBytes, hash, SegmentBounds.None, []);
            segments.Add(segment with { Cold = await objects.StoreAsync(segment, path, Cancel) });
        }

        store.Opened = 0;
        return [.. segments];
    }

    /// <summary>A store that counts what is opened of segments, and can be made to wait.</summary>
    private sealed class GatedStore(IColdStore inner) : IColdStore
    {
        private TaskCompletionSource? gate;

        public int Opened { get; set; }

        public string Place => inner.Place;

        public TaskCompletionSource Close() => gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => gate = null;

        public async Task<Stream> OpenAsync(string name, CancellationToken cancel)
        {
            if (gate is { } closed)
            {
                await closed.Task.WaitAsync(cancel);
            }

            Opened += name.EndsWith(ColdObjects.Ending, StringComparison.Ordinal) ? 1 : 0;
            return await inner.OpenAsync(name, cancel);
        }

        public Task PutAsync(string name, Stream content, CancellationToken cancel) => inner.PutAsync(name, content, cancel);

        public Task DeleteAsync(string name, CancellationToken cancel) => inner.DeleteAsync(name, cancel);

        public IAsyncEnumerable<ColdObject> ListAsync(CancellationToken cancel) => inner.ListAsync(cancel);

        public Task RemoveUnfinishedAsync(CancellationToken cancel) => inner.RemoveUnfinishedAsync(cancel);

        public void Dispose() => inner.Dispose();
    }
}
