namespace Kotwal.Hunt.Planning;

/// <summary>Lists of phrases, of one of which an event has all. Immutable.</summary>
/// <param name="Lists">The lists; one that is empty says nothing, and then it is the only one.</param>
internal sealed record PhraseLists(IReadOnlyList<IReadOnlyList<string>> Lists)
{
    // More alternatives than these are not worth looking up, and their number may grow with every further condition.
    private const int MaxLists = 256;
    private const int MaxPhrases = 64;

    /// <summary>What fits every event.</summary>
    public static PhraseLists None { get; } = new([[]]);

    public static PhraseLists Of(string phrase) => phrase.Length == 0 ? None : new([[phrase]]);

    /// <summary>Both hold. Where that makes too many lists, only the shorter of the two is kept: it says less, and is true.</summary>
    public PhraseLists And(PhraseLists other)
    {
        if ((long)Lists.Count * other.Lists.Count > MaxLists)
        {
            return Lists.Count <= other.Lists.Count && !IsNone ? this : other;
        }

        return Simplified(Lists.SelectMany(left => other.Lists, (left, right) => Joined(left, right)));
    }

    /// <summary>At least one of both holds.</summary>
    public PhraseLists Or(PhraseLists other) => Simplified(Lists.Concat(other.Lists));

    private bool IsNone => Lists[0].Count == 0;

    private static IReadOnlyList<string> Joined(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        [.. left.Union(right, StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxPhrases)];

    private static PhraseLists Simplified(IEnumerable<IReadOnlyList<string>> lists)
    {
        var different = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            if (list.Count == 0 || different.Count == MaxLists)
            {
                return None;
            }

            // Phrases are text of hunts and may hold anything; their lengths keep them apart.
            different.TryAdd(string.Concat(list.Select(phrase => $"{phrase.Length}:{phrase}")), list);
        }

        return new([.. different.Values]);
    }
}
