using Kotwal.Sigma.Literals;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Engine;

/// <summary>A rule as the engine has it.</summary>
internal sealed class EngineRule
{
    public EngineRule(int number, SigmaMatcher matcher, ItemShare items)
    {
        Number = number;
        Matcher = matcher;
        Check = new(matcher.Root, items.Share);
        Necessity = RuleNecessity.Of(matcher.Root);
        Literals = [.. LiteralsOf(Necessity).Distinct()];
    }

    /// <summary>Zero-based place in the engine.</summary>
    public int Number { get; }

    public SigmaMatcher Matcher { get; }

    /// <summary>Decides whether the rule matches.</summary>
    public CheckNode Check { get; }

    public Necessity Necessity { get; }

    /// <summary>All that may become its witness.</summary>
    public Literal[] Literals { get; }

    /// <summary>The comparisons that it consists of.</summary>
    public IEnumerable<ItemMatcher> Items => ItemsOf(Matcher.Root);

    private static IEnumerable<ItemMatcher> ItemsOf(MatchNode node) => node.Item is { } item ? [item] : node.Parts.SelectMany(ItemsOf);

    private static IEnumerable<Literal> LiteralsOf(Necessity necessity) => necessity switch
    {
        Necessity.Single single => [single.Literal],
        Necessity.AnyOf any => any.Parts.SelectMany(LiteralsOf),
        Necessity.AllOf all => all.Parts.SelectMany(LiteralsOf),
        _ => [],
    };
}
