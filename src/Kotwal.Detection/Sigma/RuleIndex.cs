using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kotwal.Detection.Mappings;
using Kotwal.Events.Schema;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Detection.Sigma;

/// <summary>Rules compiled for our events. Immutable; a change of rules makes another one that is swapped in whole.</summary>
public sealed class RuleIndex
{
    private const int MostRoutes = 4_096;

    private readonly ConcurrentDictionary<string, SigmaRoute> routes = new(StringComparer.Ordinal);
    private readonly FieldHandles handles = new();
    private readonly List<LoadedRule> rules = [];
    private readonly List<SigmaError> rejected = [];

    /// <summary>Compiles rules; those that cannot be compiled are named in <see cref="Rejected"/>.</summary>
    public RuleIndex(IEnumerable<SigmaRule> documents, MappingSet mappings)
    {
        Mappings = mappings;
        foreach (var document in documents)
        {
            Add(document);
        }

        Engine = new(rules.Select(rule => rule.Matcher));
    }

    public MappingSet Mappings { get; }

    public IReadOnlyList<LoadedRule> Rules => rules;

    public IReadOnlyList<SigmaError> Rejected => rejected;

    /// <summary>Asks all rules at once.</summary>
    internal SigmaEngine Engine { get; }

    internal FieldHandles Handles => handles;

    /// <summary>
    /// The rules that look at events of some log sources. Events of many kinds are of the same few, so the rules are gone through once
    /// for each and not once for each kind. For any number of threads.
    /// </summary>
    internal SigmaRoute RouteFor(LogSources sources)
    {
        var key = string.Join('\n', sources.Products.Append("").Concat(sources.Categories).Append("").Concat(sources.Services));
        if (routes.TryGetValue(key, out var route))
        {
            return route;
        }

        // A sender can invent log sources without end.
        if (routes.Count >= MostRoutes)
        {
            routes.Clear();
        }

        return routes[key] = Engine.RouteOf(matcher => AppliesTo(matcher.Rule.LogSource, sources));
    }

    private static bool AppliesTo(SigmaLogSource asked, LogSources sources) => sources.Satisfy(asked.Product, asked.Category, asked.Service);

    private void Add(SigmaRule document)
    {
        var unmapped = new SortedSet<string>(StringComparer.Ordinal);
        var options = new SigmaCompileOptions { Fields = (name, logSource) => Resolve(name, logSource, unmapped) };
        if (SigmaMatcher.TryCompile(document, options, out var matcher, out var error))
        {
            rules.Add(new(rules.Count, document.Key, document.Path ?? "", matcher, [.. unmapped]));
        }
        else
        {
            rejected.Add(error);
        }
    }

    private ImmutableArray<int> Resolve(string name, SigmaLogSource logSource, SortedSet<string> unmapped)
    {
        var fields = Mappings.Resolve(name, logSource.Product, logSource.Service);
        if (!FieldSchema.TryGet(name, out _) && !Mappings.Knows(name, logSource.Product))
        {
            unmapped.Add(name);
        }

        return [.. fields.Select(handles.Take)];
    }
}
