using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Manifest;

public sealed class LeftOverTests : IDisposable
{
    private readonly TemporaryFolder data = new();

    private IReadOnlyList<string> Files => [.. Directory.GetFiles(data["lake"], "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private string Manifest => Path.Combine(data["lake"], "manifest.json");

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task An_older_manifest_that_is_put_back_costs_no_file_and_the_newer_one_finds_all_again()
    {
        var clock = new Clock(Some.Noon);
        await StoreAsync(clock, 0);
        var older = await File.ReadAllBytesAsync(Manifest, TestContext.Current.CancellationToken);
        await StoreAsync(clock, 10);
        var newer = await File.ReadAllBytesAsync(Manifest, TestContext.Current.CancellationToken);
        var files = Files;

        await File.WriteAllBytesAsync(Manifest, older, TestContext.Current.CancellationToken);
        await using (var store = Some.SealingStore(data.Path, clock))
        {
            Assert.Equal(10, store.StoredUpTo(Some.Spool));
        }

        Assert.Equal(files, Files);
        await File.WriteAllBytesAsync(Manifest, newer, TestContext.Current.CancellationToken);
        await using var again = Some.SealingStore(data.Path, clock);
        Assert.Equal(20, again.StoredUpTo(Some.Spool));
    }

    [Fact]
    public async Task A_file_that_a_crash_left_goes_with_the_next_batch()
    {
        var clock = new Clock(Some.Noon);
        await StoreAsync(clock, 0);
        var left = Path.Combine(Path.GetDirectoryName(Files[0])!, "0000000700.parquet");
        await File.WriteAllBytesAsync(left, [1], TestContext.Current.CancellationToken);

        await StoreAsync(clock, 10);

        Assert.False(File.Exists(left));
        Assert.Equal(2, Files.Count);
    }

    private async Task StoreAsync(Clock clock, long from)
    {
        await using var store = Some.SealingStore(data.Path, clock);
        await store.AppendAsync(Some.Batch(from, 10, clock.Now), Some.Range(from, from + 10), CancellationToken.None);
    }
}
