using Kotwal.Hunt;
using Kotwal.Lake.Cold;
using Kotwal.Lake.Coverage;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Words;

namespace Kotwal.Lake;

/// <summary>
/// Reads a lake that another process may be writing to at the same time; nothing is changed in it. The engine runs inside this
/// process. For the command line.
/// </summary>
public sealed class LakeReader : IAsyncDisposable
{
    private const int MaxAttempts = 5;

    private readonly string folder;
    private readonly string temporary;
    private readonly InProcessEngine engine;
    private readonly ColdObjects? objects;
    private readonly ColdCache cache;
    private readonly HuntRunner runner;

    private LakeReader(string folder, LakeOptions options, TimeProvider clock)
    {
        this.folder = folder;
        temporary = Directory.CreateTempSubdirectory("kotwal-").FullName;
        engine = new InProcessEngine(new DuckDbSettings(
            folder, temporary, options.ReaderMemoryMegabytes, options.MaxTemporaryMegabytes, options.ReaderThreads));
        objects = ColdStores.Open(options.Cold, new LakeFiles());
        cache = new ColdCache(folder, ColdCache.BelowScratch(clock), objects, options.Cold.CacheMegabytes * 1024L * 1024L);
        runner = new HuntRunner(engine, new SegmentPruning(new WordFilterCache(folder, options.WordFilterMegabytes * 1024L * 1024L)), cache, long.MaxValue, clock);
    }

    /// <summary>Opens the lake in the options' folder.</summary>
    /// <exception cref="IOException">There is no lake, or its manifest is damaged.</exception>
    public static LakeReader Open(LakeOptions options, TimeProvider clock)
    {
        var folder = Path.GetFullPath(options.Folder);
        return ManifestFile.Exists(folder) ? new(folder, options, clock) : throw new IOException($"There is no lake in {folder}.");
    }

    /// <summary>Counts events by system, class of logs and day of receipt: rows of these and a number.</summary>
    /// <param name="from">First day.</param>
    /// <param name="until">Day after the last one.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="QueryFailedException">A limit was reached or the engine refused.</exception>
    /// <exception cref="IOException">The lake cannot be read.</exception>
    public ValueTask<QueryResult> ReadHeardAsync(DateOnly from, DateOnly until, CancellationToken cancel) =>
        ReadAsync(manifest => new HeardEvents(runner, folder, keep: null).ReadAsync(manifest, from, until, cancel));

    /// <summary>Runs a hunt over all that is stored at this moment: who can read the folder can read it all.</summary>
    /// <exception cref="QueryFailedException">A limit was reached or the engine refused; the message is for the person who asked.</exception>
    /// <exception cref="IOException">The lake cannot be read.</exception>
    public ValueTask<QueryResult> QueryAsync(HuntQuery query, QueryLimits limits, CancellationToken cancel) =>
        ReadAsync(manifest => runner.RunAsync(query, VisibleEvents.All, [], folder, manifest, limits, cancel));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync().ConfigureAwait(false);
        cache.Dispose();
        objects?.Dispose();
        Directory.Delete(temporary, recursive: true);
    }

    private async ValueTask<QueryResult> ReadAsync(Func<LakeManifest, ValueTask<QueryResult>> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            // The lease comes before the manifest, so that no file that it lists can go in between.
            using var lease = ReaderLeases.TryTakeForeign(folder);
            try
            {
                return await read(ManifestFile.Load(folder)).ConfigureAwait(false);
            }
            catch (IOException) when (lease is null && attempt < MaxAttempts)
            {
                // Without a lease a file may have been merged away under us; the new manifest knows where its rows are.
            }
        }
    }
}
