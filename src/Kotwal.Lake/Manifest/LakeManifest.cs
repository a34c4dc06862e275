using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Kotwal.Lake.Manifest;

/// <summary>
/// What the lake consists of at one moment. Immutable: a change makes a new one, which takes the old one's place as a whole.
/// Days that are done are folded: their segments stand in a file of their own, so that a swap stays cheap however long the lake
/// reaches back.
/// </summary>
/// <param name="Version">Version of the manifest's form.</param>
/// <param name="Sequence">Grows by one with every change.</param>
/// <param name="NextFile">Number that the next new file gets in its name.</param>
/// <param name="StoredUpTo">For each spool the position up to which its records are stored.</param>
/// <param name="Segments">Segments of the days that are not folded.</param>
/// <param name="Folded">The days that are.</param>
/// <param name="Sealed">The newest seal; null before the first.</param>
/// <param name="Retired">Files that were listed before and wait until nobody reads them; null for none.</param>
/// <param name="Cold">Which cold store is the lake's; null as long as it has none.</param>
internal sealed record LakeManifest(
    int Version,
    long Sequence,
    long NextFile,
    ImmutableSortedDictionary<Guid, long> StoredUpTo,
    ImmutableArray<Segment> Segments,
    ImmutableSortedDictionary<DateOnly, FoldedDay> Folded,
    SealHead? Sealed = null,
    IReadOnlyList<string>? Retired = null,
    Guid? Cold = null)
{
    /// <summary>The form that this program writes for a lake with a cold store. A program that knows of none would take its segments for lost.</summary>
    public const int CurrentVersion = 3;

    /// <summary>The form that it writes for all others. It reads the one before as well, which knows no classes and no seals.</summary>
    public const int PlainVersion = 2;

    /// <summary>The oldest form that this program reads.</summary>
    public const int OldestVersion = 1;

    public static LakeManifest Empty { get; } =
        new(CurrentVersion, 0, 1, ImmutableSortedDictionary<Guid, long>.Empty, [], ImmutableSortedDictionary<DateOnly, FoldedDay>.Empty);

    /// <summary>All segments, in no order.</summary>
    public IEnumerable<Segment> All() => Segments.Concat(Folded.Values.SelectMany(day => day.Segments));

    /// <summary>The manifest after a batch: its segments added, its range stored.</summary>
    public LakeManifest Append(IEnumerable<Segment> added, SpoolRange range) => this with
    {
        Sequence = Sequence + 1,
        StoredUpTo = StoredUpTo.SetItem(range.Spool, range.To),
        Segments = Segments.AddRange(added),
    };

    /// <summary>The manifest after some segments of a day were merged into others. The day is unfolded if it was folded.</summary>
    public LakeManifest Merge(IReadOnlyCollection<Segment> merged, IEnumerable<Segment> into)
    {
        var day = merged.First().Day;
        var gone = merged.Select(segment => segment.Path).ToHashSet(StringComparer.Ordinal);
        var unfolded = Folded.TryGetValue(day, out var folded) ? folded.Segments : [];
        return this with
        {
            Sequence = Sequence + 1,
            Segments = [.. Segments.Concat(unfolded).Where(segment => !gone.Contains(segment.Path)), .. into],
            Folded = Folded.Remove(day),
        };
    }

    /// <summary>The manifest after the day's segments, folded ones before included, were written into a file of their own.</summary>
    public LakeManifest Fold(FoldedDay day) => this with
    {
        Sequence = Sequence + 1,
        Segments = Segments.RemoveAll(segment => segment.Day == day.Day),
        Folded = Folded.SetItem(day.Day, day),
    };

    /// <summary>The manifest after a segment of a folded day went into the cold store.</summary>
    public LakeManifest Cool(FoldedDay day) => this with { Sequence = Sequence + 1, Folded = Folded.SetItem(day.Day, day) };

    /// <summary>The manifest without the folded segments of a day that are due, and with those that are kept of them for holds.</summary>
    /// <param name="day">The day with what is left of it; null when nothing is.</param>
    /// <param name="of">Which day.</param>
    /// <param name="head">The seal that states it; null where nothing is sealed.</param>
    public LakeManifest Expire(FoldedDay? day, DateOnly of, SealHead? head) => this with
    {
        Sequence = Sequence + 1,
        Folded = day is null ? Folded.Remove(of) : Folded.SetItem(of, day),
        Sealed = head ?? Sealed,
    };
}

/// <summary>The newest link of the chain of seals.</summary>
/// <param name="Sequence">Its number, from 1 without gaps.</param>
/// <param name="Sha256">SHA-256 of its file, in lower-case hexadecimal digits.</param>
internal sealed record SealHead(long Sequence, string Sha256);

/// <summary>A day on which nothing more is expected.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Path">The file that lists the day's segments, below the lake's folder.</param>
internal sealed record FoldedDay(DateOnly Day, string Path)
{
    /// <summary>What that file lists; read when the lake is opened.</summary>
    [JsonIgnore]
    public ImmutableArray<Segment> Segments { get; init; } = [];
}
