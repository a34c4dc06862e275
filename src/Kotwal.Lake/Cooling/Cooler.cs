using System.Globalization;
using Kotwal.Lake.Cold;
using Kotwal.Lake.Coverage;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Parquet;
using Kotwal.Lake.Retention;
using Kotwal.Lake.Words;
using ParquetSharp;

namespace Kotwal.Lake.Cooling;

/// <summary>
/// Moves sealed segments into the cold store when they are old enough, and removes objects there that the lake does not list any more. An
/// object is whole and was read back before the manifest names it, and the file goes only after that, so that a crash at any moment
/// loses nothing and leaves at most an object that the next sweep removes. For one caller at a time.
/// </summary>
/// <param name="folder">The lake.</param>
/// <param name="objects">The cold store; null when there is none.</param>
/// <param name="heard">Says who is heard in a segment.</param>
/// <param name="classes">Say after how many days.</param>
/// <param name="afterDays">Days for classes that do not say; null for never.</param>
/// <param name="turn">Held by whoever takes segments away.</param>
/// <param name="clock">Says which day it is.</param>
internal sealed class Cooler(
    LakeFolder folder, ColdObjects? objects, HeardEvents heard, RetentionClasses classes, int? afterDays, SemaphoreSlim turn, TimeProvider clock)
{
    // Sequence of the manifest since which there may be objects that nobody lists; at first those that a crash left.
    private long? sweepDueAt = 0;

    /// <summary>Says that segments were taken away.</summary>
    public void NoteRemoved() => sweepDueAt = folder.Manifest.Sequence;

    /// <summary>Moves the oldest segment that is due.</summary>
    /// <returns>The segment; null when none is due.</returns>
    /// <exception cref="IOException">The store cannot be written, or is another lake's; nothing has changed.</exception>
    public async ValueTask<Segment?> RunOnceAsync(CancellationToken cancel)
    {
        if (objects is null || NextDue() is not { } segment)
        {
            return null;
        }

        await RequireOwnAsync(objects, cancel).ConfigureAwait(false);
        var place = await objects.StoreAsync(segment, folder.FullPath(segment.Path), cancel).ConfigureAwait(false);
        MakeFilter(segment);
        await heard.MakeAsync(segment, cancel).ConfigureAwait(false);
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (!folder.Cool(segment, place))
            {
                NoteRemoved();
            }
        }
        finally
        {
            turn.Release();
        }

        folder.Sweep();
        return segment;
    }

    /// <summary>Removes objects that no manifest lists, once no reader can need them.</summary>
    /// <returns>Number of objects that went.</returns>
    /// <exception cref="IOException">The store cannot be reached, or is another lake's.</exception>
    public async ValueTask<int> SweepAsync(CancellationToken cancel)
    {
        if (objects is null || folder.Manifest.Cold is null || sweepDueAt is not { } due || !folder.AllowsDeletion(due))
        {
            return 0;
        }

        await RequireOwnAsync(objects, cancel).ConfigureAwait(false);
        await objects.RemoveUnfinishedAsync(cancel).ConfigureAwait(false);
        var listed = folder.Manifest.All().Where(segment => segment.Cold is not null).Select(segment => segment.Cold!.Object).ToHashSet(StringComparer.Ordinal);
        var unlisted = (await objects.ListAsync(cancel).ConfigureAwait(false))
            .Where(one => !listed.Contains(one.Name.EndsWith(ColdObjects.KeyEnding, StringComparison.Ordinal) ? one.Name[..^ColdObjects.KeyEnding.Length] : one.Name))
            .Select(one => one.Name).Order(StringComparer.Ordinal).ToList();
        foreach (var name in unlisted)
        {
            await objects.DeleteAsync(name, cancel).ConfigureAwait(false);
        }

        sweepDueAt = null;
        return unlisted.Count;
    }

    private Segment? NextDue()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return folder.Manifest.Folded.Values.SelectMany(day => day.Segments)
            .Where(segment => segment.Cold is null && segment.Seal is not null && IsDue(segment, today))
            .MinBy(segment => (segment.Day, segment.Path));
    }

    private bool IsDue(Segment segment, DateOnly today) =>
        (classes.ColdAfterDaysOf(segment.Class) ?? afterDays) is { } days && today.DayNumber - segment.Day.DayNumber > days;

    // A lake that has nothing cold yet may take an empty store. Else an empty one is a share that is not mounted, and never filled.
    private async ValueTask RequireOwnAsync(ColdObjects store, CancellationToken cancel)
    {
        var (own, owner) = (folder.Manifest.Cold, await store.OwnerAsync(cancel).ConfigureAwait(false));
        if (owner is not null && owner != own)
        {
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture, $"The cold store {store.Place} belongs to another lake ({owner}). Give this one a folder, bucket or prefix of its own."));
        }

        if (owner is null && folder.Manifest.All().Any(segment => segment.Cold is not null))
        {
            throw new IOException($"The cold store is not at {store.Place}: {ColdMarker.Name} is not there. Nothing is moved.");
        }

        if (owner is null)
        {
            var lake = own ?? Guid.CreateVersion7(clock.GetUtcNow());
            if (own is null)
            {
                folder.Join(lake);
            }

            await store.TakeAsync(lake, cancel).ConfigureAwait(false);
        }
    }

    // What is read from a disk without one is soon read; what has to be fetched is not.
    private void MakeFilter(Segment segment)
    {
        var path = SegmentWords.PathFor(segment.Path);
        if (SegmentWords.TryLoad(folder.FullPath(path), segment.Sha256, out _))
        {
            return;
        }

        try
        {
            folder.Write(path, LeafWords.Read(folder.FullPath(segment.Path)).ToFile(segment.Sha256));
        }
        catch (ParquetException damage)
        {
            throw new IOException($"The segment {segment.Path} could not be read: {damage.Message}", damage);
        }
    }
}
