using System.Numerics;

namespace Kotwal.Lake.Coverage;

/// <summary>A set of UTC days, one bit each. Immutable; equal days of different sets stand in the same bit.</summary>
public sealed class DaySet
{
    private const int WordDays = 64;

    private readonly int firstWord;
    private readonly ulong[] words;

    internal DaySet(int firstWord, ulong[] words) => (this.firstWord, this.words) = (firstWord, words);

    /// <summary>No day.</summary>
    public static DaySet Empty { get; } = new(0, []);

    /// <summary>The last of them; null for none.</summary>
    public DateOnly? Last => LastDay is { } day ? DateOnly.FromDayNumber(day) : null;

    internal int FirstWord => firstWord;

    internal ReadOnlySpan<ulong> Words => words;

    private int? LastDay
    {
        get
        {
            var place = Array.FindLastIndex(words, word => word != 0);
            return place < 0 ? null : ((firstWord + place) * WordDays) + BitOperations.Log2(words[place]);
        }
    }

    /// <summary>Whether the day is in the set.</summary>
    public bool Contains(DateOnly day) => (WordAt(day.DayNumber / WordDays) >> (day.DayNumber % WordDays) & 1) != 0;

    /// <summary>How many days between two, both included, are in the set.</summary>
    public int CountIn(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var word = from.DayNumber / WordDays; word <= to.DayNumber / WordDays; word++)
        {
            count += BitOperations.PopCount(WordAt(word) & MaskOf(word, from.DayNumber, to.DayNumber));
        }

        return count;
    }

    /// <summary>The set with one day more.</summary>
    public DaySet With(DateOnly day) => Or(new DaySet(day.DayNumber / WordDays, [1UL << (day.DayNumber % WordDays)]));

    /// <summary>The days that are in this set or in another.</summary>
    public DaySet Or(DaySet other)
    {
        if (words.Length == 0 || other.words.Length == 0)
        {
            return words.Length == 0 ? other : this;
        }

        var first = Math.Min(firstWord, other.firstWord);
        var end = Math.Max(firstWord + words.Length, other.firstWord + other.words.Length);
        var joined = new ulong[end - first];
        for (var place = 0; place < joined.Length; place++)
        {
            joined[place] = WordAt(first + place) | other.WordAt(first + place);
        }

        return new DaySet(first, joined);
    }

    /// <summary>The set without some days.</summary>
    public DaySet Without(DaySet gone)
    {
        var left = new ulong[words.Length];
        for (var place = 0; place < left.Length; place++)
        {
            left[place] = words[place] & ~gone.WordAt(firstWord + place);
        }

        return left.Any(word => word != 0) ? new DaySet(firstWord, left) : Empty;
    }

    /// <summary>Stretches of days between two, both included, that are in none of the sets, the earliest first.</summary>
    public static IEnumerable<CoverageGap> Gaps(DateOnly from, DateOnly to, params IReadOnlyList<DaySet> sets)
    {
        DateOnly? start = null;
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (!sets.Any(set => set.Contains(day)))
            {
                start ??= day;
            }
            else if (start is { } since)
            {
                yield return new CoverageGap(since, day.AddDays(-1));
                start = null;
            }
        }

        if (start is { } last)
        {
            yield return new CoverageGap(last, to);
        }
    }

    private static ulong MaskOf(int word, int from, int to)
    {
        var mask = ulong.MaxValue;
        if (word == from / WordDays)
        {
            mask &= ulong.MaxValue << (from % WordDays);
        }

        if (word == to / WordDays)
        {
            mask &= ulong.MaxValue >> (WordDays - 1 - (to % WordDays));
        }

        return mask;
    }

    private ulong WordAt(int word) => word >= firstWord && word < firstWord + words.Length ? words[word - firstWord] : 0;
}
