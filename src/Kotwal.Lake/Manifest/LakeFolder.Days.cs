namespace Kotwal.Lake.Manifest;

/// <content>What becomes of a day: folded and sealed, taken out when its time is over, moved into the cold store.</content>
internal sealed partial class LakeFolder
{
    /// <summary>Writes the segments of a day that is done into a file of its own and lets the manifest point at that.</summary>
    /// <param name="day">The day.</param>
    /// <param name="seal">
    /// Seals the segments that are not sealed yet, as the link after the manifest's newest; null where nothing is sealed.
    /// </param>
    public void Fold(DateOnly day, Func<LakeManifest, IReadOnlyList<Segment>, SealHead>? seal = null)
    {
        lock (changing)
        {
            var before = manifest.Folded.GetValueOrDefault(day);
            var segments = manifest.All().Where(segment => segment.Day == day).ToList();
            var open = segments.Where(segment => segment.Seal is null).ToList();
            var head = seal is null || open.Count == 0 ? null : seal(manifest, open);
            var folded = NewFold(day, segments.Select(segment => segment.Seal is null ? segment with { Seal = head?.Sequence } : segment));
            Change(now => now.Fold(folded) with { Sealed = head ?? now.Sealed }, [folded.Path], before is null ? [] : [before.Path]);
        }
    }

    /// <summary>Takes folded segments of a day out of the lake, and brings those in that keep some of their rows for holds.</summary>
    /// <param name="day">The day.</param>
    /// <param name="removed">Segments whose time is over.</param>
    /// <param name="kept">New segments of the class for holds.</param>
    /// <param name="seal">States it in the chain; null where nothing is sealed.</param>
    public void Expire(
        DateOnly day, IReadOnlyCollection<Segment> removed, IReadOnlyList<Segment> kept, Func<LakeManifest, IReadOnlyList<Segment>, SealHead>? seal)
    {
        lock (changing)
        {
            var before = manifest.Folded[day];
            var gone = removed.Select(segment => segment.Path).ToHashSet(StringComparer.Ordinal);
            var head = seal?.Invoke(manifest, kept);
            var left = before.Segments.Where(segment => !gone.Contains(segment.Path))
                .Concat(kept.Select(segment => segment with { Seal = head?.Sequence })).ToList();
            var folded = left.Count == 0 ? null : NewFold(day, left);
            Change(
                now => now.Expire(folded, day, head),
                [.. kept.Select(segment => segment.Path), .. folded is null ? [] : (string[])[folded.Path]],
                gone.Append(before.Path));
        }
    }

    /// <summary>Notes that a sealed segment is in the cold store now, and lets its file go when nobody reads it any more.</summary>
    /// <returns>False when the segment is not there any more, or was moved before; nothing has changed.</returns>
    public bool Cool(Segment segment, ColdPlace place)
    {
        lock (changing)
        {
            if (!manifest.Folded.TryGetValue(segment.Day, out var before) || !before.Segments.Any(one => one.Path == segment.Path && one.Cold is null))
            {
                return false;
            }

            var folded = NewFold(segment.Day, before.Segments.Select(one => one.Path == segment.Path ? one with { Cold = place } : one));
            Change(now => now.Cool(folded), [folded.Path], [before.Path, segment.Path]);
            return true;
        }
    }

    /// <summary>Notes which cold store is the lake's.</summary>
    public void Join(Guid cold) => Change(now => now with { Sequence = now.Sequence + 1, Cold = cold }, [], []);

    private FoldedDay NewFold(DateOnly day, IEnumerable<Segment> segments)
    {
        CreateFolder(DayFolder(day));
        var folded = new FoldedDay(day, NewName(DayFolder(day), ".json")) { Segments = [.. segments] };
        ManifestFile.WriteDay(Path, folded, files);
        return folded;
    }
}
