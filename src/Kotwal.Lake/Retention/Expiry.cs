using System.Globalization;
using Kotwal.Hunt;
using Kotwal.Lake.Cold;
using Kotwal.Lake.Columns;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Seals;

namespace Kotwal.Lake.Retention;

/// <summary>
/// Deletes what is over, a whole folder of a day and class at a time, and only after its day was folded and sealed. Rows that a hold
/// names are copied before into a segment of the class for holds; this one goes, or shrinks, when its holds are lifted. The chain
/// states both before the manifest does. For one caller at a time.
/// </summary>
internal sealed class Expiry(
    LakeFolder folder, IDuckDbEngine engine, SegmentPruning pruning, ColdCache cold, RetentionClasses classes, HoldBook holds, SealChain? seals, TimeProvider clock)
{
    private volatile bool keepsLegalMinimumOnly;

    /// <summary>True while what the law does not ask for is over, too.</summary>
    public bool KeepsLegalMinimumOnly
    {
        get => keepsLegalMinimumOnly;
        set => keepsLegalMinimumOnly = value;
    }

    /// <summary>What is over now, the oldest first.</summary>
    public IReadOnlyList<DueFolder> Due()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var active = ActiveIds();
        return
        [
            .. folder.Manifest.Folded.Values
                .SelectMany(day => Ready(day).GroupBy(segment => segment.Class).Select(part => DueOf(day.Day, part.Key, [.. part], today, active)))
                .OfType<DueFolder>(),
        ];
    }

    /// <summary>Deletes a folder, or what of it no hold keeps.</summary>
    /// <exception cref="IOException">The disk or the engine refused; the folder is as it was.</exception>
    public async ValueTask<ExpiryResult> RunAsync(DueFolder due, CancellationToken cancel)
    {
        using var turn = await holds.LockAsync(cancel).ConfigureAwait(false);
        var active = ActiveIds();
        if (!folder.Manifest.Folded.TryGetValue(due.Day, out var day))
        {
            return new ExpiryResult(0, 0);
        }

        List<Segment> removed = due.Class == Segment.HoldClass
            ? [.. Ready(day).Where(segment => IsLifted(segment, active))]
            : [.. Ready(day).Where(segment => segment.Class == due.Class)];
        if (removed.Count == 0)
        {
            return new ExpiryResult(0, 0);
        }

        var kept = await KeepAsync(due.Day, removed, cancel).ConfigureAwait(false);
        folder.Expire(due.Day, removed, kept, seals is null ? null : (now, sealing) => seals.Expire(now, due.Day, sealing, removed, due.Reason));
        folder.Sweep();
        var rows = kept.Sum(segment => segment.Rows);
        return new ExpiryResult(removed.Sum(segment => segment.Rows) - rows, rows);
    }

    private DueFolder? DueOf(DateOnly day, string name, List<Segment> segments, DateOnly today, HashSet<Guid> active)
    {
        if (name == Segment.HoldClass)
        {
            segments.RemoveAll(segment => !IsLifted(segment, active));
        }
        else if (!classes.IsOver(name, day, today) && !IsBeyondLaw(day, today))
        {
            return null;
        }

        var reason = name == Segment.HoldClass
            ? "A hold that kept it was lifted."
            : !classes.IsOver(name, day, today)
            ? string.Create(CultureInfo.InvariantCulture, $"Room ends: kept for the {LegalMinimum.On(today)} days that the law asks for.")
            : string.Create(CultureInfo.InvariantCulture, $"Kept for the {classes.DaysOf(name, today)} days of class {name}.");
        return segments.Count == 0 ? null : new DueFolder(day, name, segments.Count, segments.Sum(segment => segment.Rows), segments.Sum(segment => segment.Bytes), reason);
    }

    private bool IsBeyondLaw(DateOnly day, DateOnly today) => keepsLegalMinimumOnly && today.DayNumber - day.DayNumber > LegalMinimum.On(today);

    // Where days are sealed, what is not sealed yet waits.
    private IEnumerable<Segment> Ready(FoldedDay day) => day.Segments.Where(segment => seals is null || segment.Seal is not null);

    private HashSet<Guid> ActiveIds() => [.. holds.Read().Where(hold => hold.IsActive).Select(hold => hold.Id)];

    private static bool IsLifted(Segment segment, HashSet<Guid> active) => segment.Holds is null || !segment.Holds.All(active.Contains);

    // What is cold is fetched as far as a hold can mean some of it, and never more at once than the cache holds.
    private async ValueTask<IReadOnlyList<Segment>> KeepAsync(DateOnly day, List<Segment> removed, CancellationToken cancel)
    {
        var active = holds.Read().Where(hold => hold.IsActive).Select(hold => (hold.Id, Hunt: HuntOf(hold), hold.MadeAt)).ToList();
        var kept = new List<Segment>();
        try
        {
            await KeepPartsAsync(day, removed, active, kept, cancel).ConfigureAwait(false);
            return kept;
        }
        catch
        {
            kept.ForEach(segment => folder.Discard(segment.Path));
            throw;
        }
    }

    private async ValueTask KeepPartsAsync(
        DateOnly day, List<Segment> removed, List<(Guid Id, HuntQuery Hunt, DateTimeOffset MadeAt)> active, List<Segment> kept, CancellationToken cancel)
    {
        foreach (var part in active.Count == 0 ? [] : PartsOf(removed, [.. active.Select(hold => HoldRows.FactsOf(hold.Hunt, hold.MadeAt))]))
        {
            using var fetched = await cold.TakeAsync(part, cancel).ConfigureAwait(false);
            if (await KeepPartAsync(day, part, fetched.Place(part), active, cancel).ConfigureAwait(false) is { } copy)
            {
                kept.Add(copy);
            }
        }
    }

    private IEnumerable<List<Segment>> PartsOf(List<Segment> removed, List<HuntFacts?> facts)
    {
        var part = removed.FindAll(segment => segment.Cold is null);
        var bytes = 0L;
        foreach (var segment in removed.Where(segment => segment.Cold is not null && facts.Exists(fact => pruning.MayHold(segment, fact))))
        {
            if (bytes > 0 && bytes + segment.Bytes > cold.MaxBytes)
            {
                yield return part;
                (part, bytes) = ([], 0);
            }

            part.Add(segment);
            bytes += segment.Bytes;
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private async ValueTask<Segment?> KeepPartAsync(
        DateOnly day, List<Segment> removed, IReadOnlyList<Segment> files, List<(Guid Id, HuntQuery Hunt, DateTimeOffset MadeAt)> active, CancellationToken cancel)
    {
        var rows = new HoldRows(folder.Path, files);
        var keeping = new List<Guid>();
        foreach (var (id, hunt, madeAt) in active)
        {
            if (await CountAsync(HoldRows.CountOf(folder.Path, files, hunt, madeAt), cancel).ConfigureAwait(false) > 0)
            {
                rows.Or(hunt, madeAt);
                keeping.Add(id);
            }
        }

        return keeping.Count == 0 ? null : await CopyAsync(day, removed, rows, keeping, cancel).ConfigureAwait(false);
    }

    // Somebody may have written the file by hand. What nobody can read might keep everything, so nothing goes.
    private static HuntQuery HuntOf(Hold hold)
    {
        try
        {
            HoldRows.Require(hold);
            return hold.ToHunt();
        }
        catch (FormatException wrong)
        {
            throw new IOException($"The hold '{hold.Name}' cannot be read, so nothing is deleted: {wrong.Message}", wrong);
        }
    }

    private async ValueTask<Segment> CopyAsync(DateOnly day, List<Segment> removed, HoldRows rows, List<Guid> keeping, CancellationToken cancel)
    {
        var path = folder.NewPath(day, Segment.HoldClass);
        try
        {
            var expected = await CountAsync(rows.Count(), cancel).ConfigureAwait(false);
            await RunAsync(rows.CopyTo(folder.TemporaryPath(path)), cancel).ConfigureAwait(false);
            var copied = await CountAsync(new DuckDbStatement(CountOf(folder.TemporaryPath(path)), [], 1, long.MaxValue), cancel).ConfigureAwait(false);
            if (copied != expected)
            {
                throw new IOException($"Copying what holds keep of {day:O} gave {copied} rows instead of {expected}.");
            }

            var (bytes, hash) = folder.Publish(path);
            return new Segment(
                path, day, LakeColumns.Layout, copied, bytes, hash,
                removed.Aggregate(SegmentBounds.None, (bounds, segment) => bounds.With(segment.Bounds)),
                Segment.Join(removed.SelectMany(segment => segment.Ranges)), Segment.HoldClass, Holds: keeping);
        }
        catch
        {
            folder.Discard(path + LakeFiles.TemporaryEnding);
            throw;
        }
    }

    private static string CountOf(string path) => $"SELECT count(*) FROM {SegmentRelation.Files([path])}";

    private async ValueTask<long> CountAsync(DuckDbStatement statement, CancellationToken cancel) =>
        (long)(await RunAsync(statement, cancel).ConfigureAwait(false)).Rows[0][0]!;

    private async ValueTask<DuckDbRows> RunAsync(DuckDbStatement statement, CancellationToken cancel)
    {
        try
        {
            return await engine.RunAsync(statement, cancel).ConfigureAwait(false);
        }
        catch (DuckDbRefusedException refusal)
        {
            throw new IOException($"What holds keep could not be copied, so nothing is deleted: {refusal.Message}", refusal);
        }
    }
}
