using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Correlation;

/// <summary>Decides whether a group's entries make its correlation true, now that one more has come.</summary>
internal static class CorrelationWindow
{
    private const int MostIds = 10;

    /// <summary>The match that the entry at a place completes; null when it completes none.</summary>
    public static CorrelationMatch? Evaluate(CorrelationGroup group, int place) =>
        group.Plan.Correlation.Type == SigmaCorrelationType.TemporalOrdered ? EvaluateOrdered(group, place)
        : CorrelationAggregate.IsOf(group.Plan.Correlation.Type) ? EvaluateValue(group, place)
        : group.Plan.Correlation.Type == SigmaCorrelationType.EventCount ? EvaluateCount(group, place)
        : EvaluateDifferent(group, place);

    /// <summary>Windows end at the new entry, or, when it came late, at a newer one that is near enough.</summary>
    private static CorrelationMatch? EvaluateCount(CorrelationGroup group, int place)
    {
        var entries = group.Entries;
        var newAt = entries[place].At;
        for (var end = place; end < entries.Count && entries[end].At - newAt <= group.Plan.SpanNanoseconds; end++)
        {
            var first = group.FirstAtOrAfter(entries[end].At - group.Plan.SpanNanoseconds);
            var count = end - first + 1;
            if (group.Plan.IsCountMet(count))
            {
                return Match(group, Enumerable.Range(first, count), count);
            }
        }

        return null;
    }

    /// <summary>The group knows how many different values its newest window has; those that a late entry changes are counted anew.</summary>
    private static CorrelationMatch? EvaluateDifferent(CorrelationGroup group, int place)
    {
        var entries = group.Entries;
        if (place == entries.Count - 1)
        {
            return group.Plan.IsCountMet(group.LiveInWindow) ? MatchDifferent(group, place) : null;
        }

        var newAt = entries[place].At;
        var first = group.FirstAtOrAfter(newAt - group.Plan.SpanNanoseconds);
        var count = Enumerable.Range(first, place - first).Count(group.IsLive);
        for (var end = place; end < entries.Count && entries[end].At - newAt <= group.Plan.SpanNanoseconds; end++)
        {
            count += group.IsLive(end) ? 1 : 0;
            for (; entries[first].At < entries[end].At - group.Plan.SpanNanoseconds; first++)
            {
                count -= group.IsLive(first) ? 1 : 0;
            }

            if (group.Plan.IsCountMet(count))
            {
                return MatchDifferent(group, end);
            }
        }

        return null;
    }

    private static CorrelationMatch MatchDifferent(CorrelationGroup group, int end)
    {
        var first = group.FirstAtOrAfter(group.Entries[end].At - group.Plan.SpanNanoseconds);
        List<int> places = [.. Enumerable.Range(first, end - first + 1).Where(group.IsLive)];
        return Match(group, places, places.Count);
    }

    /// <summary>The group keeps the value of its newest window; those that a late entry changes are looked at one after the other.</summary>
    private static CorrelationMatch? EvaluateValue(CorrelationGroup group, int place)
    {
        var entries = group.Entries;
        if (place == entries.Count - 1)
        {
            return group.Plan.IsValueMet(group.WindowValue) ? MatchWindow(group, place) : null;
        }

        var newAt = entries[place].At;
        var first = group.FirstAtOrAfter(newAt - group.Plan.SpanNanoseconds);
        var window = new CorrelationAggregate(group.Plan.Correlation);
        window.AddAll(entries.Skip(first).Take(place - first).Select(entry => entry.Number));
        for (var end = place; end < entries.Count && entries[end].At - newAt <= group.Plan.SpanNanoseconds; end++)
        {
            window.Add(entries[end].Number);
            while (entries[first].At < entries[end].At - group.Plan.SpanNanoseconds)
            {
                window.Remove(entries[first++].Number);
            }

            // Events of the same time come into a window together.
            var isWhole = end == entries.Count - 1 || entries[end + 1].At != entries[end].At;
            if (isWhole && group.Plan.IsValueMet(window.Value))
            {
                return MatchWindow(group, end);
            }
        }

        return null;
    }

    private static CorrelationMatch MatchWindow(CorrelationGroup group, int end)
    {
        var first = group.FirstAtOrAfter(group.Entries[end].At - group.Plan.SpanNanoseconds);
        return Match(group, Enumerable.Range(first, end - first + 1), end - first + 1);
    }

    /// <summary>For each rule the chain that ends there and begins latest; a chain that reaches the last rule is a match.</summary>
    private static CorrelationMatch? EvaluateOrdered(CorrelationGroup group, int place)
    {
        // A chain ends with an event of the last rule, and the newest event can only be its end.
        if (place == group.Entries.Count - 1 && group.Entries[place].Position != group.Plan.Correlation.Rules.Length - 1)
        {
            return null;
        }

        var chains = new ImmutableList<int>?[group.Plan.Correlation.Rules.Length];
        for (var index = 0; index < group.Entries.Count; index++)
        {
            var entry = group.Entries[index];
            var before = entry.Position == 0 ? [] : chains[entry.Position - 1];
            if (before is null || (before.Count > 0 && entry.At - group.Entries[before[0]].At > group.Plan.SpanNanoseconds))
            {
                continue;
            }

            var chain = before.Add(index);
            if (chains[entry.Position] is not { } known || group.Entries[known[0]].At <= group.Entries[chain[0]].At)
            {
                chains[entry.Position] = chain;
            }
        }

        return chains[^1] is { } whole ? Match(group, whole, whole.Count) : null;
    }

    private static CorrelationMatch Match(CorrelationGroup group, IEnumerable<int> places, int count)
    {
        var newest = places.Last();
        var ids = places.Reverse().SelectMany(place => group.Entries[place].Ids.Reverse()).Distinct().Take(MostIds).Reverse();
        return new(group.Plan.Correlation, [.. group.Values], [.. ids], group.Entries[newest].At, count);
    }
}
