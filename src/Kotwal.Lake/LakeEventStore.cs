using Kotwal.Events;
using Kotwal.Hunt;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Compaction;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Parquet;
using Kotwal.Lake.Retention;
using Kotwal.Lake.Seals;
using Kotwal.Lake.Words;
using Microsoft.Extensions.Logging;

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
    private readonly LakeMetrics metrics = new();

    // Merging and deleting both take segments away; each must see what the other did.
    private readonly SemaphoreSlim turn = new(1, 1);

    private LakeEventStore(LakeOptions options, LakeFolder folder, SealChain? seals, ILogger logger, TimeProvider clock)
    {
        this.folder = folder;
        this.seals = seals;
        classes = RetentionClasses.Of(options);
        engine = EngineFactory.Create(options, folder, logger, clock);
        var pruning = new SegmentPruning(new WordFilterCache(folder.Path, options.WordFilterMegabytes * 1024L * 1024L));
        runner = new HuntRunner(engine, pruning, options.MaxResultMegabytes * 1024L * 1024L, clock);
        merger = new SegmentMerger(folder, new MergePlan(options.MergeAt, options.SegmentMegabytes * 1024L * 1024L), clock, seals);
        Holds = new HoldBook(folder.Path, clock);
        expiry = new Expiry(folder, engine, classes, Holds, seals, clock);
    }

    /// <summary>What is kept beyond its time.</summary>
    public HoldBook Holds { get; }

    /// <summary>Opens a lake, or makes one where none is, and removes what a crash left behind.</summary>
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

    /// <summary>Folders whose time is over and that were folded and sealed, the oldest first.</summary>
    /// <exception cref="IOException">The file of holds cannot be read.</exception>
    public IReadOnlyList<DueFolder> Due() => expiry.Due();

    /// <summary>Deletes a folder whose time is over, all but what holds keep of it.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing has changed and the caller may try again.</exception>
    public async ValueTask<ExpiryResult> ExpireAsync(DueFolder due, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await expiry.RunAsync(due, cancel).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
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
        folder.Dispose();
    }

    internal static LakeEventStore Open(LakeOptions options, LakeFiles files, ILogger logger, TimeProvider clock)
    {
        var folder = LakeFolder.Open(options.Folder, files);
        try
        {
            return new(options, folder, SealChain.Open(options, folder, files, clock), logger, clock);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    internal LakeManifest Manifest => folder.Manifest;

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
