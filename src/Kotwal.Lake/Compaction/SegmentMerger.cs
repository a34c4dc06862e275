using Kotwal.Lake.Columns;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Parquet;
using Kotwal.Lake.Seals;
using Kotwal.Lake.Words;
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

    // A hunt reads so few rows in less time than it takes to look for the file of a filter.
    private const long FewestFilteredRows = 4_096;

    private readonly HashSet<string> filtered = new(StringComparer.Ordinal);
    private readonly Dictionary<DateOnly, (long Rows, long SeenAt)> quietDays = [];
    private volatile bool isPaused;

    /// <summary>True while nothing is to be merged; days that need no merging are folded all the same.</summary>
    public bool IsPaused
    {
        get => isPaused;
        set => isPaused = value;
    }

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
            if (chosen.Count > 1 && isPaused)
            {
                continue;
            }

            if (chosen.Count > 1)
            {
                Merge(day, chosen, isDense: isDone || plan.IsLast(chosen), cancel);
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
        return MakeMissingFilter(manifest);
    }

    // Days that were folded before there were seals are sealed, too.
    private List<DateOnly> OpenDays(LakeManifest manifest) =>
    [
        .. manifest.Segments.Select(segment => segment.Day)
            .Concat(seals is null ? [] : manifest.Folded.Values.Where(day => day.Segments.Any(segment => segment.Seal is null)).Select(day => day.Day))
            .Distinct().Order(),
    ];

    private void Merge(DateOnly day, IReadOnlyList<Segment> merged, bool isDense, CancellationToken cancel)
    {
        var path = folder.NewPath(day, merged[0].Class);
        var words = new WordCollector();
        int groups;
        try
        {
            groups = Write(path, merged, words, isDense, cancel);
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
        WriteFilter(path, words, hash);
        var whole = Describe(path, merged, bytes, hash) with { RowGroups = groups };
        folder.Change(manifest => manifest.Merge(merged, [whole]), [path], Gone(day, merged));
        folder.Sweep();
    }

    private int Write(string path, IReadOnlyList<Segment> merged, WordCollector words, bool isDense, CancellationToken cancel)
    {
        var inputs = merged.OrderBy(segment => segment.Bounds.IngestedFrom).ThenBy(segment => segment.Path, StringComparer.Ordinal);
        using var merge = new SegmentMerge(inputs.Select(segment => folder.FullPath(segment.Path)), Segment.NumberOf(path), words);
        using var output = new FileStream(folder.TemporaryPath(path), FileMode.Create, FileAccess.Write, FileShare.None);
        var rows = merge.Write(output, isDense, cancel);
        return rows == merged.Sum(segment => segment.Rows)
            ? merge.Groups
            : throw new IOException($"Merging {merged.Count} segments gave {rows} rows instead of {merged.Sum(segment => segment.Rows)}.");
    }

    private void WriteFilter(string path, WordCollector words, string hash)
    {
        try
        {
            folder.Write(SegmentWords.PathFor(path), words.ToFile(hash));
            filtered.Add(path);
        }
        catch (IOException)
        {
            // The segment is whole without it, and what is missing is made later.
        }
    }

    // Segments that were not merged yet, or whose filter was lost: without one a hunt reads them whole. Small ones are merged soon.
    private bool MakeMissingFilter(LakeManifest manifest)
    {
        foreach (var segment in manifest.All().Where(segment => segment.Cold is null && segment.Rows >= FewestFilteredRows && !filtered.Contains(segment.Path)))
        {
            var path = SegmentWords.PathFor(segment.Path);
            if (!SegmentWords.TryLoad(folder.FullPath(path), segment.Sha256, out _))
            {
                MakeFilter(segment, path);
                return filtered.Add(segment.Path);
            }

            filtered.Add(segment.Path);
        }

        filtered.IntersectWith(manifest.All().Select(segment => segment.Path));
        return false;
    }

    private void MakeFilter(Segment segment, string path)
    {
        try
        {
            folder.Write(path, LeafWords.Read(folder.FullPath(segment.Path)).ToFile(segment.Sha256));
        }
        catch (ParquetException damage)
        {
            filtered.Add(segment.Path);
            throw new IOException($"The segment {segment.Path} could not be read: {damage.Message}", damage);
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
