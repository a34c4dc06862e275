using System.Security.Cryptography;
using Kotwal.Lake.Cold;
using Kotwal.Lake.Manifest;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Cold;

/// <summary>What every cold store promises.</summary>
public abstract class ColdStoreContract : IDisposable
{
    private const string Name = "day=2026-03-14/class=standard/0000000001.parquet.kwen";

    private protected abstract IColdStore Store { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData((5 << 20) - 1)]
    [InlineData(5 << 20)]
    [InlineData((12 << 20) + 3)]
    public async Task What_was_put_comes_back(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);

        await Store.PutAsync(Name, new MemoryStream(content), Cancel);

        var read = await ReadAsync(Name);
        Assert.True(content.AsSpan().SequenceEqual(read));
        Assert.Equal([(Name, (long)length)], (await ListAsync()).Select(one => (one.Name, one.Bytes)));
    }

    [Fact]
    public async Task What_is_put_again_takes_the_place()
    {
        await Store.PutAsync(Name, new MemoryStream([1, 2, 3]), Cancel);
        await Store.PutAsync(Name, new MemoryStream([4]), Cancel);

        Assert.Equal([4], await ReadAsync(Name));
    }

    [Fact]
    public async Task What_breaks_off_leaves_what_was_there()
    {
        await Store.PutAsync(Name, new MemoryStream([1, 2, 3]), Cancel);

        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(Name, new BreakingStream(6 << 20), Cancel));

        Assert.Equal([1, 2, 3], await ReadAsync(Name));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_said_so_and_deleting_it_is_no_error()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.OpenAsync(Name, Cancel));

        await Store.DeleteAsync(Name, Cancel);
        await Store.PutAsync(Name, new MemoryStream([1]), Cancel);
        await Store.DeleteAsync(Name, Cancel);
        await Store.DeleteAsync(Name, Cancel);

        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.OpenAsync(Name, Cancel));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task All_objects_are_listed()
    {
        var names = Enumerable.Range(0, 1_100).Select(number => $"day=2026-03-{(number % 28) + 1:D2}/{number:D10}.parquet.kwen").ToList();
        foreach (var name in names)
        {
            await Store.PutAsync(name, new MemoryStream([1]), Cancel);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), (await ListAsync()).Select(one => one.Name).Order(StringComparer.Ordinal));
        await Store.RemoveUnfinishedAsync(Cancel);
        Assert.Equal(names.Count, (await ListAsync()).Count);
    }

    [Fact]
    public async Task A_store_that_is_away_is_an_error_and_no_empty_one()
    {
        await Store.PutAsync(Name, new MemoryStream([1]), Cancel);
        TakeAway();

        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(Name, new MemoryStream([1]), Cancel));
        await Assert.ThrowsAsync<IOException>(ListAsync);
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    private protected abstract void TakeAway();

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var stream = await Store.OpenAsync(name, Cancel);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, Cancel);
        return content.ToArray();
    }

    private async Task<List<ColdObject>> ListAsync()
    {
        var found = new List<ColdObject>();
        await foreach (var one in Store.ListAsync(Cancel))
        {
            found.Add(one);
        }

        return found;
    }

    /// <summary>Gives some bytes and then fails.</summary>
    private sealed class BreakingStream(int length) : MemoryStream(new byte[length])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("The disk is broken.") : base.ReadAsync(buffer, cancellationToken);

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("The disk is broken.");
    }
}

public sealed class FolderColdStoreTests : ColdStoreContract
{
    private readonly TemporaryFolder folder = new();

    public FolderColdStoreTests()
    {
        Directory.CreateDirectory(folder["cold"]);
        Store = new FolderColdStore(folder["cold"], new LakeFiles());
    }

    private protected override IColdStore Store { get; }

    public override void Dispose()
    {
        Store.Dispose();
        folder.Dispose();
        base.Dispose();
    }

    private protected override void TakeAway() => Directory.Delete(folder["cold"], recursive: true);
}

public sealed class S3ColdStoreTests : ColdStoreContract
{
    private readonly S3Server server = S3Server.Get();

    public S3ColdStoreTests()
    {
        Store = new S3ColdStore(server.Options(), partBytes: 5 << 20);
    }

    private protected override IColdStore Store { get; }

    public override void Dispose()
    {
        Store.Dispose();
        server.Dispose();
        base.Dispose();
    }

    private protected override void TakeAway() => server.Stop();
}
