using Kotwal.Detection.Mappings;
using Kotwal.Events;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Matching;

namespace Kotwal.Detection.Sigma;

/// <summary>Asks for each event the rules of its log sources. Each worker has its own; not safe for several threads.</summary>
public sealed class RuleMatcher(RuleIndex index)
{
    private readonly LogSourceRouter router = new(index.Mappings);
    private readonly EventFrame frame = new(index.Handles);
    private readonly SigmaScanner scanner = index.Engine.CreateScanner();
    private readonly Dictionary<LogSources, SigmaRoute> bySources = new(ReferenceEqualityComparer.Instance);
    private readonly List<int> numbers = [];

    /// <summary>Adds the rules that match the event, in the order of the index.</summary>
    public void Match(in SecurityEvent candidate, List<LoadedRule> matches)
    {
        var route = RouteOf(in candidate);
        numbers.Clear();
        scanner.Match(frame.Fill(in candidate, route), route, numbers);
        foreach (var number in numbers)
        {
            matches.Add(index.Rules[number]);
        }
    }

    /// <summary>The rules that look at events like this one.</summary>
    public IReadOnlyList<LoadedRule> RulesFor(in SecurityEvent candidate) =>
        [.. RouteOf(in candidate).RuleNumbers.Select(number => index.Rules[number])];

    /// <summary>The log sources the event belongs to.</summary>
    public LogSources SourcesOf(in SecurityEvent candidate) => router.Find(in candidate);

    /// <summary>Why a rule matches the event or does not.</summary>
    public SigmaExplanation Explain(LoadedRule rule, in SecurityEvent candidate)
    {
        var whole = frame.FillWhole(in candidate);
        return rule.Matcher.Explain(in whole);
    }

    private SigmaRoute RouteOf(in SecurityEvent candidate)
    {
        var sources = router.Find(in candidate);
        if (!bySources.TryGetValue(sources, out var route))
        {
            // The router forgets its routes when there are too many, and hands out new instances then.
            if (bySources.Count >= LogSourceRouter.MaxRoutes)
            {
                bySources.Clear();
            }

            route = bySources[sources] = index.RouteFor(sources);
        }

        return route;
    }
}
