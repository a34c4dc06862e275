using System.Numerics;
using Kotwal.Sigma.Literals;
using Kotwal.Sigma.Search;

namespace Kotwal.Sigma.Engine;

/// <summary>In which events of a sample literals are, and what the values of fields look like.</summary>
internal sealed class LiteralStatistics
{
    private readonly Dictionary<Literal, ulong[]> found = [];
    private readonly Dictionary<int, GramWeights> weights = [];
    private readonly Dictionary<int, int> presence = [];

    public LiteralStatistics(IEnumerable<Literal> literals, EventSample? sample)
    {
        Events = sample?.Count ?? 0;
        if (sample is null || Events == 0)
        {
            return;
        }

        var numbered = literals.Distinct().Select((literal, number) => KeyValuePair.Create(literal, number)).ToArray();
        var byField = numbered.GroupBy(entry => entry.Key.Field).ToDictionary(group => group.Key, group => new FieldSearch([.. group], null));
        var hits = new HitList();
        foreach (var value in sample.Values)
        {
            hits.Clear();
            Look(byField, value, sample.TextOf(value), value.Field, hits);
            Look(byField, value, sample.TextOf(value), Literal.AnyField, hits);
            foreach (var number in hits.Numbers)
            {
                var literal = numbered[number].Key;
                var bits = found.TryGetValue(literal, out var known) ? known : found[literal] = new ulong[(Events + 63) / 64];
                bits[value.Event / 64] |= 1UL << value.Event;
            }
        }
    }

    /// <summary>Events in the sample.</summary>
    public int Events { get; }

    /// <summary>A bit for each event that has the literal; null when none has.</summary>
    public ulong[]? EventsWith(Literal literal) => found.GetValueOrDefault(literal);

    /// <summary>What a field's values look like; null when none was seen.</summary>
    public GramWeights? WeightsOf(int field) => weights.GetValueOrDefault(field);

    /// <summary>Values of a field for each event, as seen; one when nothing was seen at all.</summary>
    public double PresenceOf(int field) => Events == 0 ? 1 : (double)presence.GetValueOrDefault(field) / Events;

    public static int Count(ulong[]? bits)
    {
        var count = 0;
        foreach (var word in bits ?? [])
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private void Look(Dictionary<int, FieldSearch> byField, SampledValue value, ReadOnlySpan<byte> folded, int field, HitList hits)
    {
        if (!byField.TryGetValue(field, out var search))
        {
            return;
        }

        search.Find(folded, value.Kind, hits);
        presence[field] = presence.GetValueOrDefault(field) + 1;
        if (!weights.TryGetValue(field, out var known))
        {
            known = weights[field] = new();
        }

        known.Add(folded);
    }
}
