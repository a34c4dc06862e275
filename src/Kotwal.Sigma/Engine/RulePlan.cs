using System.Numerics;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Literals;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Search;

namespace Kotwal.Sigma.Engine;

/// <summary>Some rules with the search for their witnesses. Immutable; for any number of threads.</summary>
internal sealed class RulePlan
{
    private readonly EngineRule[] rules;
    private readonly FieldSearch?[] byField;
    private readonly FieldSearch? anyField;
    private readonly int[][] rulesOf;
    private readonly ulong[] always;

    private RulePlan(EngineRule[] rules, WitnessChooser.Choice?[] witnesses, LiteralStatistics statistics)
    {
        this.rules = rules;
        always = new ulong[(rules.Length + 63) / 64];
        var numbers = new Dictionary<Literal, int>();
        var lists = new List<List<int>>();
        for (var rule = 0; rule < rules.Length; rule++)
        {
            if (witnesses[rule] is not { } witness)
            {
                always[rule / 64] |= 1UL << rule;
                continue;
            }

            foreach (var literal in witness.Literals.Distinct())
            {
                if (!numbers.TryGetValue(literal, out var number))
                {
                    number = numbers[literal] = lists.Count;
                    lists.Add([]);
                }

                lists[number].Add(rule);
            }
        }

        rulesOf = [.. lists.Select(list => list.ToArray())];
        var groups = numbers.GroupBy(entry => entry.Key.Field).ToList();
        byField = new FieldSearch?[groups.Count == 0 ? 0 : Math.Max(0, groups.Max(group => group.Key) + 1)];
        foreach (var group in groups)
        {
            var search = new FieldSearch([.. group], statistics.WeightsOf(group.Key));
            if (group.Key == Literal.AnyField)
            {
                anyField = search;
            }
            else
            {
                byField[group.Key] = search;
            }
        }

        var expected = always.Sum(word => BitOperations.PopCount(word)) + (statistics.Events == 0
            ? 0 : witnesses.Sum(witness => (double)LiteralStatistics.Count(witness?.Events)) / statistics.Events);
        ExpectedCandidates = expected;
    }

    /// <summary>How many rules are to be asked about an event, by the sample.</summary>
    public double ExpectedCandidates { get; }

    /// <summary>Rules that are asked about every event.</summary>
    public int AlwaysCount => always.Sum(word => BitOperations.PopCount(word));

    /// <summary>Makes a plan from what a sample says, or from guesses when there is none.</summary>
    public static RulePlan Make(EngineRule[] rules, EventSample? sample)
    {
        var statistics = new LiteralStatistics(rules.SelectMany(rule => rule.Literals), sample);
        var witnesses = new WitnessChooser(statistics).Choose([.. rules.Select(rule => rule.Necessity)]);
        return new(rules, witnesses, statistics);
    }

    /// <summary>Adds the numbers of the rules that match, in their order.</summary>
    /// <returns>How many rules were asked.</returns>
    public int Match(SigmaEventFrame frame, Scratch scratch, List<int> matches)
    {
        scratch.Begin(always);
        Search(frame, scratch.Hits);
        var candidates = scratch.Candidates;
        foreach (var literal in scratch.Hits.Numbers)
        {
            foreach (var rule in rulesOf[literal])
            {
                candidates[rule >> 6] |= 1UL << rule;
            }
        }

        var asked = 0;
        for (var word = 0; word < always.Length; word++)
        {
            for (var bits = candidates[word]; bits != 0; bits &= bits - 1)
            {
                var rule = rules[(word << 6) + BitOperations.TrailingZeroCount(bits)];
                asked++;
                if (rule.Check.Holds(frame, scratch))
                {
                    matches.Add(rule.Number);
                }
            }
        }

        return asked;
    }

    private void Search(SigmaEventFrame frame, HitList hits)
    {
        for (var place = 0; place < frame.Count; place++)
        {
            ref var slot = ref frame.SlotAt(place);
            if ((uint)slot.Field < (uint)byField.Length && byField[slot.Field] is { } search)
            {
                search.Find(search.NeedsText && slot.Kind.HasText() ? frame.FoldedAt(place) : default, slot.Kind, hits);
            }

            anyField?.Find(slot.Kind.HasText() ? frame.FoldedAt(place) : default, slot.Kind, hits);
        }

        if (anyField is not null && !frame.Original.IsEmpty)
        {
            anyField.Find(frame.FoldedOriginal, SigmaValueKind.Text, hits);
        }
    }
}
