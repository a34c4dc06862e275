using Kotwal.Lake.Columns;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Parquet;
using Kotwal.Lake.Seals;
using ParquetSharp;

namespace Kotwal.Lake.Compaction;

/// <summary>
/// Merges segments into fewer, with all rows sorted by source, then time. The merged file is whole and on the disk before the
/// manifest names it, and the old ones go only after that, so that a crash at any moment loses nothing. A day that is done is folded and
/// sealed in one step. For one caller at a time.
/// </summary>
internal sealed class SegmentMerger(LakeFolder folder, MergePlan plan, TimeProvider clock, SealChain? seals = null)
{
    /// <summary>Time without a new segment after which a day that is over is taken to be done.</summary>
    public static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(10);

    private readonly Dictionary<DateOnly, (long Rows, long SeenAt)> quietDays = [];

    /// <summary>Merges once or folds one day, if either is due.</summary>
    /// <returns>True when something was done, and there may be more.</returns>
    public bool RunOnce(CancellationToken cancel)
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
                Merge(day, chosen, cancel);
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

    private void Merge(DateOnly day, IReadOnlyList<Segment> merged, CancellationToken cancel)
    {
        var path = folder.NewPath(day, merged[0].Class);
        try
        {
            Write(path, merged, cancel);
        }
        catch (Exception failure)
        {
            folder.Discard(path + LakeFiles.TemporaryEnding);
            if (failure is ParquetException)
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

    private void Write(string path, IReadOnlyList<Segment> merged, CancellationToken cancel)
    {
        var inputs = merged.OrderBy(segment => segment.Bounds.IngestedFrom).ThenBy(segment => segment.Path, StringComparer.Ordinal);
        using var merge = new SegmentMerge(inputs.Select(segment => folder.FullPath(segment.Path)), Segment.NumberOf(path));
        using var output = new FileStream(folder.TemporaryPath(path), FileMode.Create, FileAccess.Write, FileShare.None);
        var rows = merge.Write(output, plan.IsLast(merged), cancel);
        if (rows != merged.Sum(segment => segment.Rows))
        {
            throw new IOException($"Merging {merged.Count} segments gave {rows} rows instead of {merged.Sum(segment => segment.Rows)}.");
        }
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
