using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Kotwal.Hunt.Functions;

/// <summary>All comparisons. A new one is an entry in the list of its kind.</summary>
internal static class ComparisonTable
{
    public static ImmutableArray<HuntComparison> All { get; } = [.. ValueComparisons.All, .. WordComparisons.All, .. TextComparisons.All];

    private static readonly FrozenDictionary<string, HuntComparison> ByName =
        All.ToFrozenDictionary(comparison => comparison.Name, StringComparer.Ordinal);

    /// <summary>All operators, negated ones too.</summary>
    public static IEnumerable<string> Names => All.Select(one => one.Name).Concat(All.Where(one => one.CanNegate).Select(one => one.Negation!));

    /// <summary>The comparison of that name, which is the one without its negation.</summary>
    public static HuntComparison? Find(string name) => ByName.GetValueOrDefault(name);
}
