using Kotwal.Events;
using Kotwal.Hunt;
using Kotwal.Lake.Cold;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Compaction;
using Kotwal.Lake.Cooling;
using Kotwal.Lake.Coverage;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Parquet;
using Kotwal.Lake.Retention;
using Kotwal.Lake.Seals;
using Kotwal.Lake.Words;
using Microsoft.Extensions.Logging;
using ParquetSharp;

namespace Kotwal.Lake;

/// <summary>
/// The event store of a single machine: immutable Parquet segments below one folder, listed by a manifest. One process writes;
/// others may read at the same time (<see cref="LakeReader"/>).
/// </summary>
public sealed class LakeEventStore : IEventStore
{
    private readonly LakeFolder folder;
    private readonly RetentionClasses classes;
    private readonly SealChain? seals;
    private readonly SegmentWriter writer = new();
    private readonly IDuckDbEngine engine;
    private readonly HuntRunner runner;
    private readonly SegmentMerger merger;
    private readonly Expiry expiry;
    private readonly ColdObjects? objects;
    private readonly ColdCache cache;
    private readonly Cooler cooler;
    private readonly HeardEvents heard;
    private readonly LakeMetrics metrics = new();

    // Merging and deleting both take segments away; each must see what the other did.
    private readonly SemaphoreSlim turn = new(1, 1);

    // Moving takes as long as the cold store does, and merging does not wait for it. Whoever needs both takes this one first.
    private readonly SemaphoreSlim coldTurn = new(1, 1);

    private LakeEventStore(LakeOptions options, LakeFolder folder, SealChain? seals, ColdObjects? objects, ILogger logger, TimeProvider clock)
    {
        this.folder = folder;
        this.seals = seals;
        this.objects = objects;
        classes = RetentionClasses.Of(options);
        engine = EngineFactory.Create(options, folder, logger, clock);
        var pruning = new SegmentPruning(new WordFilterCache(folder.Path, options.WordFilterMegabytes * 1024L * 1024L));
        cache = new ColdCache(folder.Path, LakeFolder.CacheFolder, objects, options.Cold.CacheMegabytes * 1024L * 1024L) { Fetched = TakeFetched };
        metrics.Watch(() => folder.Manifest, () => cache.Bytes);
        runner = new HuntRunner(engine, pruning, cache, options.MaxResultMegabytes * 1024L * 1024L, clock);
        merger = new SegmentMerger(folder, MergePlan.Of(options), clock, seals);
        Holds = new HoldBook(folder.Path, clock);
        NewestAtOpening = folder.Manifest.All().Select(segment => segment.Bounds.IngestedTo).DefaultIfEmpty(long.MinValue).Max() is var newest and > long.MinValue
            ? DateTimeOffset.UnixEpoch.AddMicroseconds(newest)
            : null;
        heard = new HeardEvents(runner, folder.Path, KeepHeard);
        expiry = new Expiry(folder, engine, pruning, cache, classes, Holds, seals, clock);
        cooler = new Cooler(folder, objects, heard, classes, options.Cold.AfterDays, turn, clock);
    }

    /// <summary>What is kept beyond its time.</summary>
    public HoldBook Holds { get; }

    /// <summary>When the newest event was received that was stored before the lake was opened; null where none was.</summary>
    public DateTimeOffset? NewestAtOpening { get; }

    /// <summary>Opens a lake, or makes one where none is. What a crash left behind goes with the first batch that is stored.</summary>
    /// <exception cref="IOException">The folder cannot be written, is in use by another process, or its manifest is damaged.</exception>
    public static LakeEventStore Open(LakeOptions options, ILogger<LakeEventStore> logger, TimeProvider clock) =>
        Open(options, new LakeFiles(), logger, clock);

    /// <inheritdoc/>
    public long StoredUpTo(Guid spool) => folder.Manifest.StoredUpTo.GetValueOrDefault(spool);

    /// <inheritdoc/>
    /// <remarks>A range that is stored already is no error and changes nothing.</remarks>
    /// <exception cref="ArgumentException">The range does not begin where the spool's last one ended.</exception>
    public ValueTask AppendAsync(EventBatch batch, SpoolRange range, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var storedUpTo = StoredUpTo(range.Spool);
        if (range.To <= storedUpTo)
        {
            return ValueTask.CompletedTask;
        }

        if (storedUpTo > 0 && range.From != storedUpTo)
        {
            throw new ArgumentException($"The range begins at {range.From}, but the spool is stored up to {storedUpTo}.", nameof(range));
        }

        var added = WriteSegments(batch, range);
        folder.Change(manifest => manifest.Append(added, range), added.Select(segment => segment.Path), []);

        // The spool goes on where the manifest ends, so no newer manifest was lost.
        folder.RemoveLeftOver();
        metrics.Stored(batch.Count, added.Sum(segment => segment.Bytes));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<QueryResult> QueryAsync(
        HuntQuery query, VisibleEvents visible, IReadOnlyList<IQueryTable> tables, QueryLimits limits, CancellationToken cancel)
    {
        using (folder.Lease(out var manifest))
        {
            var result = await runner.RunAsync(query, visible, tables, folder.Path, manifest, limits, cancel).ConfigureAwait(false);
            metrics.Answered(result.Took);
            return result;
        }
    }

    /// <summary>Counts events by system, class of logs and day of receipt: rows of these and a number.</summary>
    /// <param name="from">First day.</param>
    /// <param name="until">Day after the last one.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="QueryFailedException">A limit was reached or the engine refused.</exception>
    public async ValueTask<QueryResult> ReadHeardAsync(DateOnly from, DateOnly until, CancellationToken cancel)
    {
        using (folder.Lease(out var manifest))
        {
            return await heard.ReadAsync(manifest, from, until, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>True while segments are not to be merged, because the room ends. Days are still folded and sealed.</summary>
    public bool IsMergingPaused
    {
        get => merger.IsPaused;
        set => merger.IsPaused = value;
    }

    /// <summary>True while what is older than the law asks for is over, whatever its class says, because the room ends. Holds stay.</summary>
    public bool KeepsLegalMinimumOnly
    {
        get => expiry.KeepsLegalMinimumOnly;
        set => expiry.KeepsLegalMinimumOnly = value;
    }

    /// <summary>The newest link of the chain of seals; null before the first.</summary>
    public NotedSeal? NewestSeal => folder.Manifest.Sealed is { } head ? new NotedSeal(head.Sequence, head.Sha256) : null;

    /// <summary>Does one piece of merging, folding or sealing, if any is due.</summary>
    /// <returns>True when there may be more to do.</returns>
    /// <exception cref="IOException">The disk is full or broken; nothing has changed and the caller may try again.</exception>
    public async ValueTask<bool> MergeOnceAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return merger.RunOnce(cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>How many events the lake has of each day on which some were received.</summary>
    public IReadOnlyDictionary<DateOnly, long> EventsByDay() =>
        folder.Manifest.All().GroupBy(segment => segment.Day).ToDictionary(day => day.Key, day => day.Sum(segment => segment.Rows));

    /// <summary>Folders whose time is over and that were folded and sealed, the oldest first.</summary>
    /// <exception cref="IOException">The file of holds cannot be read.</exception>
    public IReadOnlyList<DueFolder> Due() => expiry.Due();

    /// <summary>Deletes a folder whose time is over, all but what holds keep of it.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing has changed and the caller may try again.</exception>
    public async ValueTask<ExpiryResult> ExpireAsync(DueFolder due, CancellationToken cancel)
    {
        await coldTurn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await turn.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                return await expiry.RunAsync(due, cancel).ConfigureAwait(false);
            }
            finally
            {
                cooler.NoteRemoved();
                turn.Release();
            }
        }
        finally
        {
            coldTurn.Release();
        }
    }

    /// <summary>Moves one sealed segment into the cold store, if any is old enough.</summary>
    /// <returns>What was moved; null when nothing is due, or there is no cold store.</returns>
    /// <exception cref="IOException">The store cannot be written; nothing has changed and the caller may try again.</exception>
    public async ValueTask<CooledSegment?> CoolOnceAsync(CancellationToken cancel)
    {
        await coldTurn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (await cooler.RunOnceAsync(cancel).ConfigureAwait(false) is not { } moved)
            {
                return null;
            }

            metrics.Moved(moved.Bytes);
            return new CooledSegment(moved.Path, moved.Day, moved.Class, moved.Rows, moved.Bytes);
        }
        finally
        {
            coldTurn.Release();
        }
    }

    /// <summary>Removes objects from the cold store that the lake does not list any more, once no reader needs them.</summary>
    /// <returns>Number of objects that went.</returns>
    /// <exception cref="IOException">The store cannot be reached; the caller may try again.</exception>
    public async ValueTask<int> SweepColdAsync(CancellationToken cancel)
    {
        await coldTurn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await cooler.SweepAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            coldTurn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync().ConfigureAwait(false);
        writer.Dispose();
        metrics.Dispose();
        seals?.Dispose();
        turn.Dispose();
        coldTurn.Dispose();
        cache.Dispose();
        objects?.Dispose();
        folder.Dispose();
    }

    internal static LakeEventStore Open(LakeOptions options, LakeFiles files, ILogger logger, TimeProvider clock)
    {
        var objects = ColdStores.Open(options.Cold, files);
        LakeFolder? folder = null;
        try
        {
            folder = LakeFolder.Open(options.Folder, files);
            return new(options, folder, SealChain.Open(options, folder, files, clock), objects, logger, clock);
        }
        catch
        {
            objects?.Dispose();
            folder?.Dispose();
            throw;
        }
    }

    internal LakeManifest Manifest => folder.Manifest;

    internal ColdCache Cache => cache;

    private void KeepHeard(string path, byte[] content)
    {
        try
        {
            folder.WriteBeside(path, content);
        }
        catch (IOException)
        {
            // It is counted again when it is asked for.
        }
    }

    // A restored lake has no word filters. Without one every search for a word fetches the segment again.
    private void TakeFetched(Segment segment, string path)
    {
        metrics.Fetched(segment.Bytes);
        var words = SegmentWords.PathFor(segment.Path);
        if (SegmentWords.TryLoad(folder.FullPath(words), segment.Sha256, out _))
        {
            return;
        }

        try
        {
            folder.WriteBeside(words, LeafWords.Read(path).ToFile(segment.Sha256));
        }
        catch (Exception failure) when (failure is IOException or ParquetException)
        {
            // Hunts give the same answers without it.
        }
    }

    private List<Segment> WriteSegments(EventBatch batch, SpoolRange range)
    {
        var written = new List<Segment>();
        try
        {
            var path = "";
            var parts = writer.Write(batch, classes.ClassOf, (day, retentionClass) => Segment.NumberOf(path = folder.NewPath(day, retentionClass)));
            foreach (var (day, retentionClass, made) in parts)
            {
                var content = made.Content.GetBuffer().AsSpan(0, (int)made.Content.Length);
                var hash = folder.Write(path, content);
                written.Add(new Segment(path, day, LakeColumns.Layout, made.Rows, content.Length, hash, made.Bounds, [range], retentionClass)
                {
                    RowGroups = made.RowGroups,
                });
            }

            return written;
        }
        catch (IOException)
        {
            written.ForEach(segment => folder.Discard(segment.Path));
            throw;
        }
    }
}
