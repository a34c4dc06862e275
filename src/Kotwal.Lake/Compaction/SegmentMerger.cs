using System.Globalization;
using System.Text;
using Kotwal.Lake.Columns;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Parquet;
using Kotwal.Lake.Seals;

namespace Kotwal.Lake.Compaction;

/// <summary>
/// Merges segments into fewer. Small ones are sorted by source, then time, as a whole; larger ones keep the order within their
/// parts, because the engine's sort of rows this wide does not stay within its memory. The merged file is whole and on the disk before the
/// manifest names it, and the old ones go only after that, so that a crash at any moment loses nothing. A day that is done is folded and
/// sealed in one step. For one caller at a time.
/// </summary>
internal sealed class SegmentMerger(LakeFolder folder, IDuckDbEngine engine, MergePlan plan, TimeProvider clock, SealChain? seals = null)
{
    /// <summary>Time without a new segment after which a day that is over is taken to be done.</summary>
    public static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(10);

    /// <summary>Most rows that are sorted as a whole.</summary>
    public const int MaxSortedRows = 16_384;

    private readonly Dictionary<DateOnly, (long Rows, long SeenAt)> quietDays = [];

    /// <summary>Merges once or folds one day, if either is due.</summary>
    /// <returns>True when something was done, and there may be more.</returns>
    public async ValueTask<bool> RunOnceAsync(CancellationToken cancel)
    {
        var manifest = folder.Manifest;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var day in OpenDays(manifest))
        {
            var segments = manifest.All().Where(segment => segment.Day == day).ToList();
            var isDone = day < today && IsQuiet(day, segments);
            var chosen = plan.Choose(segments, isDone);
            if (chosen.Count > 1)
            {
                await MergeAsync(day, chosen, cancel).ConfigureAwait(false);
                return true;
            }

            if (isDone)
            {
                folder.Fold(day, seals is null ? null : (now, open) => seals.Seal(now, day, open));
                quietDays.Remove(day);
                return true;
            }
        }

        folder.Sweep();
        return false;
    }

    // Days that were folded before there were seals are sealed, too.
    private List<DateOnly> OpenDays(LakeManifest manifest) =>
    [
        .. manifest.Segments.Select(segment => segment.Day)
            .Concat(seals is null ? [] : manifest.Folded.Values.Where(day => day.Segments.Any(segment => segment.Seal is null)).Select(day => day.Day))
            .Distinct().Order(),
    ];

    private async ValueTask MergeAsync(DateOnly day, IReadOnlyList<Segment> merged, CancellationToken cancel)
    {
        var path = folder.NewPath(day, merged[0].Class);
        try
        {
            await CopyAsync(merged, folder.TemporaryPath(path), cancel).ConfigureAwait(false);
            var rows = await CountAsync(folder.TemporaryPath(path), cancel).ConfigureAwait(false);
            if (rows != merged.Sum(segment => segment.Rows))
            {
                throw new IOException($"Merging {merged.Count} segments of {day:O} gave {rows} rows instead of {merged.Sum(segment => segment.Rows)}.");
            }
        }
        catch (Exception failure)
        {
            folder.Discard(path + LakeFiles.TemporaryEnding);
            if (failure is DuckDbRefusedException)
            {
                throw new IOException($"Segments of {day:O} could not be merged: {failure.Message}", failure);
            }

            throw;
        }

        var (bytes, hash) = folder.Publish(path);
        var whole = Describe(path, merged, bytes, hash);
        folder.Change(manifest => manifest.Merge(merged, [whole]), [path], Gone(day, merged));
        folder.Sweep();
    }

    private async ValueTask CopyAsync(IReadOnlyList<Segment> merged, string temporary, CancellationToken cancel)
    {
        if (merged.Sum(segment => segment.Rows) <= MaxSortedRows)
        {
            try
            {
                await engine.RunAsync(Copy(merged, temporary, isSorted: true), cancel).ConfigureAwait(false);
                return;
            }
            catch (DuckDbRefusedException)
            {
                // Rows with very long texts do not fit into memory all at once, however few; unsorted they stream.
            }
        }

        await engine.RunAsync(Copy(merged, temporary, isSorted: false), cancel).ConfigureAwait(false);
    }

    private DuckDbStatement Copy(IReadOnlyList<Segment> merged, string temporary, bool isSorted)
    {
        var sql = new StringBuilder("COPY (SELECT * FROM ");
        SegmentRelation.AppendFiles(sql, merged.OrderBy(segment => segment.Bounds.IngestedFrom).Select(segment => folder.FullPath(segment.Path)));
        if (isSorted)
        {
            sql.Append(CultureInfo.InvariantCulture, $" ORDER BY \"{LakeColumns.Source}\", \"{LakeColumns.Timestamp}\", \"{LakeColumns.Id}\"");
        }

        sql.Append(CultureInfo.InvariantCulture, $") TO {DuckDbSession.Quote(temporary)} (FORMAT parquet, COMPRESSION zstd, ")
            .Append(CultureInfo.InvariantCulture, $"COMPRESSION_LEVEL {SegmentSchema.CompressionLevel}, ROW_GROUP_SIZE {SegmentSchema.RowGroupRows}, ")
            .Append(CultureInfo.InvariantCulture, $"ROW_GROUP_SIZE_BYTES {SegmentSchema.RowGroupBytes})");
        return DuckDbStatement.Command(sql.ToString());
    }

    private async ValueTask<long> CountAsync(string path, CancellationToken cancel)
    {
        var sql = new StringBuilder("SELECT count(*) FROM ");
        SegmentRelation.AppendFiles(sql, [path]);
        var result = await engine.RunAsync(DuckDbStatement.Command(sql.ToString()), cancel).ConfigureAwait(false);
        return (long)result.Rows[0][0]!;
    }

    private List<string> Gone(DateOnly day, IReadOnlyList<Segment> merged)
    {
        var gone = merged.Select(segment => segment.Path).ToList();
        if (folder.Manifest.Folded.TryGetValue(day, out var folded))
        {
            gone.Add(folded.Path);
        }

        return gone;
    }

    private static Segment Describe(string path, IReadOnlyList<Segment> merged, long bytes, string hash) => new(
        path,
        merged[0].Day,
        LakeColumns.Layout,
        merged.Sum(segment => segment.Rows),
        bytes,
        hash,
        merged.Aggregate(SegmentBounds.None, (bounds, segment) => bounds.With(segment.Bounds)),
        Segment.Join(merged.SelectMany(segment => segment.Ranges)),
        merged[0].Class);

    // Records that were received before midnight can be stored long after it, when the spool was behind.
    private bool IsQuiet(DateOnly day, IReadOnlyCollection<Segment> segments)
    {
        var rows = segments.Sum(segment => segment.Rows);
        if (!quietDays.TryGetValue(day, out var seen) || seen.Rows != rows)
        {
            quietDays[day] = seen = (rows, clock.GetTimestamp());
        }

        return clock.GetElapsedTime(seen.SeenAt) >= QuietTime;
    }
}
