using System.Collections.Immutable;
using System.Globalization;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Corpus;

/// <summary>Rules of the shared data compiled for JSON events and routed by log source.</summary>
internal sealed class CompiledRules
{
    private readonly WindowsLogSources logSources = new();
    private readonly Dictionary<(string, string), ImmutableArray<SigmaMatcher>> routes = [];
    private readonly SigmaRouter router;

    public CompiledRules(params string[] folders)
    {
        Loaded = SigmaRuleSet.Load(folders.Select(folder => SharedData.Path("sigma", folder)));
        Events = new(Names);
        var matchers = new List<SigmaMatcher>();
        foreach (var rule in Loaded.Rules)
        {
            if (SigmaMatcher.TryCompile(rule, new() { Fields = Names.Resolve }, out var matcher, out var error))
            {
                matchers.Add(matcher);
            }
            else
            {
                Rejected.Add(error);
            }
        }

        Matchers = matchers;
        router = new(matchers);
    }

    public SigmaRuleSet Loaded { get; }

    public FieldNames Names { get; } = new();

    public JsonEvents Events { get; }

    public IReadOnlyList<SigmaMatcher> Matchers { get; }

    public List<SigmaError> Rejected { get; } = [];

    public void CountMatches(Dictionary<string, int> counts)
    {
        var candidate = new JsonEvent(Events);
        foreach (var matcher in Route())
        {
            if (matcher.Matches(candidate))
            {
                counts[matcher.Rule.Key] = counts.GetValueOrDefault(matcher.Rule.Key) + 1;
            }
        }
    }

    private ImmutableArray<SigmaMatcher> Route()
    {
        var key = (Events.TextOf("Channel") ?? "", Events.TextOf("EventID") ?? "");
        if (!routes.TryGetValue(key, out var route))
        {
            route = router.For(logSources.Of(key.Item1, int.TryParse(key.Item2, CultureInfo.InvariantCulture, out var id) ? id : -1));
            routes[key] = route;
        }

        return route;
    }
}
