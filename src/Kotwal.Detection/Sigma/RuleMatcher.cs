using Kotwal.Detection.Mappings;
using Kotwal.Events;
using Kotwal.Sigma.Matching;

namespace Kotwal.Detection.Sigma;

/// <summary>Asks for each event the rules of its log sources. Each worker has its own; not safe for several threads.</summary>
public sealed class RuleMatcher(RuleIndex index)
{
    private readonly LogSourceRouter router = new(index.Mappings);
    private readonly EventIndex fields = new(index.Handles);
    private readonly Dictionary<LogSources, LoadedRule[]> bySources = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds the rules that match the event, in the order of the index.</summary>
    public void Match(in SecurityEvent candidate, List<LoadedRule> matches)
    {
        var view = Look(in candidate);
        foreach (var rule in RulesFor(in candidate))
        {
            if (rule.Matcher.Matches(in view))
            {
                matches.Add(rule);
            }
        }
    }

    /// <summary>The rules that look at events like this one.</summary>
    public IReadOnlyList<LoadedRule> RulesFor(in SecurityEvent candidate)
    {
        var sources = router.Find(in candidate);
        if (!bySources.TryGetValue(sources, out var rules))
        {
            // The router forgets its routes when there are too many, and hands out new instances then.
            if (bySources.Count >= LogSourceRouter.MaxRoutes)
            {
                bySources.Clear();
            }

            rules = bySources[sources] = [.. index.Rules.Where(rule => AppliesTo(rule, sources))];
        }

        return rules;
    }

    /// <summary>The log sources the event belongs to.</summary>
    public LogSources SourcesOf(in SecurityEvent candidate) => router.Find(in candidate);

    /// <summary>Why a rule matches the event or does not.</summary>
    public SigmaExplanation Explain(LoadedRule rule, in SecurityEvent candidate)
    {
        var view = Look(in candidate);
        return rule.Matcher.Explain(in view);
    }

    private EventView Look(in SecurityEvent candidate)
    {
        fields.Fill(in candidate);
        return new EventView(fields);
    }

    private static bool AppliesTo(LoadedRule rule, LogSources sources)
    {
        var asked = rule.Matcher.Rule.LogSource;
        return sources.Satisfy(asked.Product, asked.Category, asked.Service);
    }
}
