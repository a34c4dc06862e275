using Kotwal.Events;
using Kotwal.Hunt;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Compaction;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Parquet;
using Microsoft.Extensions.Logging;

namespace Kotwal.Lake;

/// <summary>
/// The event store of a single machine: immutable Parquet segments below one folder, listed by a manifest. One process writes;
/// others may read at the same time (<see cref="LakeReader"/>).
/// </summary>
public sealed class LakeEventStore : IEventStore
{
    private readonly LakeFolder folder;
    private readonly SegmentWriter writer = new();
    private readonly IDuckDbEngine engine;
    private readonly HuntRunner runner;
    private readonly SegmentMerger merger;
    private readonly LakeMetrics metrics = new();

    private LakeEventStore(LakeOptions options, LakeFolder folder, ILogger logger, TimeProvider clock)
    {
        this.folder = folder;
        engine = EngineFactory.Create(options, folder, logger, clock);
        runner = new HuntRunner(engine, options.MaxResultMegabytes * 1024L * 1024L, clock);
        merger = new SegmentMerger(folder, engine, new MergePlan(options.MergeAt, options.SegmentMegabytes * 1024L * 1024L), clock);
    }

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

    /// <summary>Does one piece of merging, if any is due. For one caller at a time.</summary>
    /// <returns>True when there may be more to do.</returns>
    /// <exception cref="IOException">The disk is full or broken; nothing has changed and the caller may try again.</exception>
    public ValueTask<bool> MergeOnceAsync(CancellationToken cancel) => merger.RunOnceAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync().ConfigureAwait(false);
        writer.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    internal static LakeEventStore Open(LakeOptions options, LakeFiles files, ILogger logger, TimeProvider clock) =>
        new(options, LakeFolder.Open(options.Folder, files), logger, clock);

    internal LakeManifest Manifest => folder.Manifest;

    private List<Segment> WriteSegments(EventBatch batch, SpoolRange range)
    {
        var written = new List<Segment>();
        try
        {
            foreach (var (day, made) in writer.Write(batch))
            {
                var path = folder.NewPath(day, LakeFolder.SegmentEnding);
                var content = made.Content.GetBuffer().AsSpan(0, (int)made.Content.Length);
                var hash = folder.Write(path, content);
                written.Add(new Segment(path, day, LakeColumns.Layout, made.Rows, content.Length, hash, made.Bounds, [range]));
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
