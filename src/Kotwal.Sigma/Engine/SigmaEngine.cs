using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Engine;

/// <summary>
/// Many rules, asked all at once. For each rule something simple is known that must be in an event for the rule to match, its witness;
/// one pass over the event finds all witnesses, and only rules whose witness is there are evaluated. Gives exactly what
/// <see cref="SigmaMatcher"/> gives for each rule. Its rules never change: to load others make another engine and use that from the
/// next event on. For any number of threads, each with its own <see cref="SigmaScanner"/>.
/// </summary>
public sealed class SigmaEngine
{
    private const int MostRoutes = 4_096;

    private readonly EngineRule[] rules;
    private readonly ConcurrentDictionary<string, SigmaRoute> routes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SigmaRoute> bySources = new(StringComparer.Ordinal);
    private int routeCount;

    /// <param name="matchers">The rules, compiled for the same fields.</param>
    public SigmaEngine(IEnumerable<SigmaMatcher> matchers)
    {
        Rules = [.. matchers];
        var items = new ItemShare();
        rules = [.. Rules.Select((matcher, number) => new EngineRule(number, matcher, items))];
    }

    /// <summary>Compiles rules and makes an engine of those that can be used.</summary>
    /// <param name="rules">The rules, with filters and pipelines applied.</param>
    /// <param name="options">What the rules need from their surroundings: fields, and values of placeholders where they have some.</param>
    /// <param name="rejected">The rules that are not in the engine, with place and reason.</param>
    public static SigmaEngine Compile(IEnumerable<SigmaRule> rules, SigmaCompileOptions options, out ImmutableArray<SigmaError> rejected)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var matchers = new List<SigmaMatcher>();
        var errors = ImmutableArray.CreateBuilder<SigmaError>();
        foreach (var rule in rules)
        {
            if (SigmaMatcher.TryCompile(rule, options, out var matcher, out var error))
            {
                matchers.Add(matcher);
            }
            else
            {
                errors.Add(error);
            }
        }

        rejected = errors.ToImmutable();
        return new(matchers);
    }

    /// <summary>The rules in the order in which they were given.</summary>
    public ImmutableArray<SigmaMatcher> Rules { get; }

    internal EngineRule[] EngineRules => rules;

    /// <summary>All rules, whatever their log source.</summary>
    public SigmaRoute AllRules => RouteOf(_ => true);

    /// <summary>The rules that apply to events that come from all of these log sources.</summary>
    public SigmaRoute RouteFor(IReadOnlyCollection<SigmaLogSource> eventSources)
    {
        var key = string.Join('\n', eventSources.Select(source => $"{source.Product}\0{source.Category}\0{source.Service}"));
        if (bySources.TryGetValue(key, out var route))
        {
            return route;
        }

        // Log sources are as many as rules name, but who asks may name others.
        if (bySources.Count >= MostRoutes)
        {
            bySources.Clear();
        }

        return bySources.GetOrAdd(key, RouteOf(matcher => matcher.Rule.LogSource.AppliesToAny(eventSources)));
    }

    /// <summary>The rules that are chosen. Asks about each rule: keep the answer for each kind of event.</summary>
    public SigmaRoute RouteOf(Func<SigmaMatcher, bool> applies)
    {
        ArgumentNullException.ThrowIfNull(applies);
        EngineRule[] chosen = [.. rules.Where(rule => applies(rule.Matcher))];
        var key = new string([.. chosen.SelectMany(rule => new[] { (char)rule.Number, (char)(rule.Number >> 16) })]);

        if (routes.Count >= MostRoutes)
        {
            routes.Clear();
        }

        return routes.GetOrAdd(key, _ => new SigmaRoute(Interlocked.Increment(ref routeCount) % (MostRoutes * 2), chosen));
    }

    /// <summary>Makes a scanner for one thread.</summary>
#pragma warning disable CA1822 // Scanners are an engine's, even while they need nothing of it.
    public SigmaScanner CreateScanner() => new();
#pragma warning restore CA1822
}
