using Kotwal.Lake.Seals;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Seals;

/// <summary>A lake of four sealed days with late data for the first, closed; and what verifying says of it.</summary>
internal sealed class SealedLake : IDisposable
{
    private readonly TemporaryFolder data = new();

    public static async Task<SealedLake> MakeAsync()
    {
        var made = new SealedLake();
        var clock = new Clock(Some.Noon);
        await using var store = Some.SealingStore(made.data.Path, clock);
        for (var day = 0; day < 4; day++)
        {
            await store.AppendAsync(Some.Batch(day * 10, 10, clock.Now), Some.Range(day * 10, (day * 10) + 10), CancellationToken.None);
            await Some.FoldAsync(store, clock);
        }

        await store.AppendAsync(Some.Batch(40, 2, Some.Noon), Some.Range(40, 42), CancellationToken.None);
        await Some.FoldAsync(store, clock);
        return made;
    }

    public string Data => data.Path;

    public string Lake => data["lake"];

    public string this[string path] => Path.Combine(Lake, path);

    public IReadOnlyList<string> Segments => [.. Directory.GetFiles(Lake, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public Task<LakeVerdict> VerifyAsync(params NotedSeal[] noted) =>
        LakeVerifier.VerifyAsync(Lake, new ColdOptions(), ColdDepth.Bytes, [Some.KeyFile(Data)], noted, TestContext.Current.CancellationToken);

    public void Dispose() => data.Dispose();
}
