using Kotwal.Sigma.Literals;

namespace Kotwal.Sigma.Engine;

/// <summary>
/// Chooses for each rule its witness: literals of which one is in every event that the rule matches, and which together cost least
/// to look for and to be misled by.
/// </summary>
internal sealed class WitnessChooser(LiteralStatistics statistics)
{
    // Nanoseconds, roughly: looking at one rule in vain, and what one more literal of a kind adds to a search that is made anyway.
    private const double RuleCost = 60;
    private const double OpeningCost = 15;

    private readonly Dictionary<(int Field, LiteralKind Kind), int> uses = [];
    private readonly Dictionary<Literal, Choice> known = [];
    private bool isSecondLook;

    /// <summary>The witnesses of rules, in their order; null for a rule that has none.</summary>
    public Choice?[] Choose(IReadOnlyList<Necessity> rules)
    {
        // What a search for one literal costs depends on what else is searched for in that field, so all is chosen twice.
        foreach (var choice in rules.Select(Best))
        {
            foreach (var literal in choice?.Literals ?? [])
            {
                var key = (literal.Field, literal.Kind);
                uses[key] = uses.GetValueOrDefault(key) + 1;
            }
        }

        isSecondLook = true;
        known.Clear();
        return [.. rules.Select(Best)];
    }

    private Choice? Best(Necessity necessity)
    {
        switch (necessity)
        {
            case Necessity.Single single:
                return OfLiteral(single.Literal);
            case Necessity.AnyOf any:
                return Union(any.Parts);
            case Necessity.AllOf all:
                return all.Parts.Select(Best).MinBy(choice => choice!.Cost);
            default:
                return null;
        }
    }

    private Choice Union(Necessity[] parts)
    {
        var whole = new Choice([], null, 0, 0);
        if (parts.Length == 0)
        {
            return whole;
        }

        var literals = new List<Literal>(parts.Length);
        ulong[]? events = null;
        double prior = 0, search = 0;
        foreach (var part in parts)
        {
            var choice = Best(part)!;
            literals.AddRange(choice.Literals);
            prior += choice.Prior;
            search += choice.SearchCost;
            if (choice.Events is { } more)
            {
                events ??= new ulong[more.Length];
                for (var word = 0; word < more.Length; word++)
                {
                    events[word] |= more[word];
                }
            }
        }

        return With(literals, events, prior, search);
    }

    private Choice OfLiteral(Literal literal)
    {
        if (!known.TryGetValue(literal, out var choice))
        {
            choice = known[literal] = With([literal], statistics.EventsWith(literal), PriorOf(literal), SearchCostOf(literal));
        }

        return choice;
    }

    private Choice With(IReadOnlyList<Literal> literals, ulong[]? events, double prior, double search)
    {
        var share = Math.Min(1, (LiteralStatistics.Count(events) + prior) / (statistics.Events + 1));
        return new(literals, events, prior, search) { Cost = (share * RuleCost) + search };
    }

    /// <summary>The share of events that have a literal, guessed before any event was seen.</summary>
    private static double PriorOf(Literal literal)
    {
        var length = (double)literal.Bytes.Length;
        return literal.Kind switch
        {
            LiteralKind.Present => 0.5,
            LiteralKind.Equal => 0.02,
            LiteralKind.Anywhere => 1 / (1 + (length * length / 4)),
            _ => 1 / (1 + (length * length / 2)),
        };
    }

    private double SearchCostOf(Literal literal)
    {
        var cost = literal.Kind switch
        {
            LiteralKind.Present => 0.5,
            LiteralKind.Equal => 0.02,
            LiteralKind.Start or LiteralKind.End => 0.1,
            _ => literal.Bytes.Length switch { < 4 => 8, < 6 => 3, < 8 => 0.6, < 12 => 0.3, _ => 0.2 },
        };
        if (isSecondLook)
        {
            var length = literal.Kind == LiteralKind.Anywhere ? statistics.WeightsOf(literal.Field)?.MeanLength ?? 64 : 0;
            cost += (OpeningCost + (length / 8)) / (1 + uses.GetValueOrDefault((literal.Field, literal.Kind)));
        }

        return cost * statistics.PresenceOf(literal.Field);
    }

    /// <summary>Literals of which one must be there.</summary>
    public sealed record Choice(IReadOnlyList<Literal> Literals, ulong[]? Events, double Prior, double SearchCost)
    {
        public double Cost { get; init; }
    }
}
