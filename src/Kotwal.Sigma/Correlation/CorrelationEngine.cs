using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Correlation;

/// <summary>
/// Evaluates correlations (Sigma correlation rules specification) as matches of single-event rules come in, on the events' own time. When a
/// correlation comes true for a group, that group starts anew: twenty failures against a bound of twenty make one match, not one for each
/// failure after it; so an upper bound beside a lower one hardly acts, because the group has started anew before it is passed. An event that lacks a <c>group-by</c> field, or the counted field, is not counted. Not thread-safe.
/// </summary>
public sealed class CorrelationEngine
{
    /// <summary>Times beyond the years 1824 and 2116 are taken for these, so that sums of times cannot overflow.</summary>
    private const long FarthestNanoseconds = 1L << 62;

    private readonly CorrelationGraph graph;
    private readonly CorrelationMemory memory;
    private readonly int maxMatches;
    private readonly Dictionary<string, ImmutableArray<string>> fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Feeding[]> feeds = new(StringComparer.Ordinal);
    private readonly CorrelationKeys keys = new();

    // What the event at hand is grouped by, and what is counted of it.
    private readonly string[] groupValues;
    private readonly string[] counted;

    /// <summary>Makes an engine without state.</summary>
    /// <param name="rules">The rules that correlations may refer to.</param>
    /// <param name="correlations">The correlations; those that cannot be used are in <see cref="Rejected"/>.</param>
    /// <param name="options">The bounds; the defaults when null.</param>
    public CorrelationEngine(IEnumerable<SigmaRule> rules, IEnumerable<SigmaCorrelation> correlations, CorrelationOptions? options = null)
    {
        options ??= new();
        maxMatches = options.MaxMatchesOfEvent;
        graph = new(rules, [.. correlations], options);
        memory = new(options);
        foreach (var key in graph.Links.Keys)
        {
            var names = fields[key] = [.. graph.FieldsOf(key)];
            feeds[key] = [.. graph.Links[key].Select(link => new Feeding(link, [.. link.GroupFields.Select(name => names.IndexOf(name))], [.. link.ValueFields.Select(name => names.IndexOf(name))]))];
        }

        groupValues = new string[graph.Plans.Select(plan => plan.Correlation.GroupBy.Length).DefaultIfEmpty().Max()];
        counted = new string[graph.Plans.Select(plan => plan.Correlation.ValueFields.Length).DefaultIfEmpty().Max()];

        var quiet = graph.Plans.Where(plan => !plan.Correlation.Generate).SelectMany(plan => plan.Correlation.Rules);
        var loud = graph.Plans.Where(plan => plan.Correlation.Generate).SelectMany(plan => plan.Correlation.Rules);
        Quiet = quiet.Except(loud, StringComparer.OrdinalIgnoreCase).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Correlations that cannot be used, with the reason.</summary>
    public IReadOnlyList<SigmaError> Rejected => graph.Rejected;

    /// <summary>The correlations that are evaluated.</summary>
    public IEnumerable<SigmaCorrelation> Correlations => graph.Plans.Select(plan => plan.Correlation);

    /// <summary>Groups that are remembered now.</summary>
    public int GroupCount => memory.GroupCount;

    /// <summary>Events that are remembered now.</summary>
    public int EventCount => memory.EventCount;

    /// <summary>Groups that were forgotten because of a bound, since the engine was made.</summary>
    public long EvictedGroups => memory.EvictedGroups;

    /// <summary>
    /// Events that an ordered correlation has forgotten because it remembers the latest 16 of each of its rules only, since the engine was made.
    /// They are missed only where an event of an earlier rule comes late.
    /// </summary>
    public long EvictedEvents => memory.EvictedEvents;

    /// <summary>Matches that were left out because one event made too many, since the engine was made.</summary>
    public long CutMatches { get; private set; }

    /// <summary>Events that came too late for their group, since the engine was made.</summary>
    public long LateEvents { get; private set; }

    internal IEnumerable<string> RuleKeys => fields.Keys;

    internal IReadOnlyList<CorrelationPlan> Plans => graph.Plans;

    internal CorrelationMemory Memory => memory;

    private ImmutableHashSet<string> Quiet { get; }

    /// <summary>
    /// The fields of an event that <see cref="Add"/> needs when this rule has matched, by their names in the rule's log. Empty also for
    /// correlations without groups; false when no correlation refers to the rule.
    /// </summary>
    public bool TryGetFields(string ruleKey, out ImmutableArray<string> names) => fields.TryGetValue(ruleKey, out names);

    /// <summary>
    /// True when a rule or correlation is there only to be correlated: some correlation refers to it and none with
    /// <c>generate: true</c> (specification, "Generate").
    /// </summary>
    public bool IsOnlyCorrelated(SigmaDocument document) =>
        (document.Metadata.Id is { } id && Quiet.Contains(id)) || (document.Metadata.Name is { } name && Quiet.Contains(name));

    /// <summary>Takes the match of a rule and gives the correlations that it makes true, inner ones first.</summary>
    /// <param name="ruleKey">The rule's <see cref="SigmaDocument.Key"/>; a rule that no correlation refers to gives nothing.</param>
    /// <param name="timestampNanoseconds">When the event happened, in nanoseconds since 1970-01-01 UTC.</param>
    /// <param name="eventId">The event, to be named in matches.</param>
    /// <param name="values">Values of the fields of <see cref="TryGetFields"/>, in that order; null where the event has none.</param>
    public IReadOnlyList<CorrelationMatch> Add(string ruleKey, long timestampNanoseconds, Guid eventId, ReadOnlySpan<string?> values)
    {
        if (!feeds.TryGetValue(ruleKey, out var links))
        {
            return [];
        }

        var names = fields[ruleKey];
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, names.Length);
        List<CorrelationMatch>? matches = null;
        Guid[] ids = [eventId];
        var at = Math.Clamp(timestampNanoseconds, -FarthestNanoseconds, FarthestNanoseconds);
        foreach (var (link, groupPlaces, valuePlaces) in links)
        {
            if (TryPick(groupPlaces, values, groupValues) && TryPick(valuePlaces, values, counted) && Feed(link, at, ids) is { } match)
            {
                matches ??= [];
                matches.Add(match);
                if (link.Plan.Outer.Count > 0)
                {
                    Chain(link.Plan, match, Known(names, values), matches);
                }
            }
        }

        return matches ?? (IReadOnlyList<CorrelationMatch>)[];
    }

    /// <summary>Forgets groups in which nothing can come true any more, given that events older than this are no longer expected.</summary>
    public void Prune(long timestampNanoseconds)
    {
        timestampNanoseconds = Math.Clamp(timestampNanoseconds, -FarthestNanoseconds, FarthestNanoseconds);
        memory.ForgetWhere(group => group.NewestAt < timestampNanoseconds - group.Plan.SpanNanoseconds);
    }

    /// <summary>Writes the state to bytes that <see cref="TryRestore"/> reads.</summary>
    public byte[] Snapshot() => CorrelationSnapshot.Write(this);

    /// <summary>
    /// Takes the state of a snapshot into an engine without state. Correlations that have changed since, or are gone, start anew.
    /// </summary>
    /// <param name="snapshot">What <see cref="Snapshot"/> gave.</param>
    /// <param name="dropped">Keys of the correlations whose state was not taken.</param>
    /// <returns>False when the bytes are no snapshot; the engine has no state then.</returns>
    public bool TryRestore(ReadOnlySpan<byte> snapshot, out IReadOnlyList<string> dropped)
    {
        if (CorrelationSnapshot.TryRead(this, snapshot, out dropped))
        {
            return true;
        }

        memory.ForgetWhere(_ => true);
        return false;
    }

    /// <summary>Takes one event for one correlation; what it groups by and counts has been picked.</summary>
    private CorrelationMatch? Feed(CorrelationLink link, long at, Guid[] ids)
    {
        var number = 0m;
        if (CorrelationAggregate.IsOf(link.Plan.Correlation.Type) && !CorrelationAggregate.TryRead(counted[0], out number))
        {
            return null;
        }

        var values = groupValues.AsSpan(0, link.GroupFields.Length);
        var group = memory.Use(link.Plan, keys.Write(values), values);
        var place = memory.Insert(group, new(at, link.Position, WhatCountsOnce(link), number, ids), out var isLate);
        LateEvents += isLate ? 1 : 0;
        if (place < 0)
        {
            return null;
        }

        var match = CorrelationWindow.Evaluate(group, place);
        if (match is null)
        {
            memory.Evict(group);
        }
        else
        {
            memory.Forget(group);
        }

        return match;
    }

    private void Chain(CorrelationPlan plan, CorrelationMatch match, Dictionary<string, string> known, List<CorrelationMatch> matches)
    {
        var inherited = new Dictionary<string, string>(known, StringComparer.Ordinal);
        for (var index = 0; index < match.GroupValues.Length; index++)
        {
            inherited[plan.Correlation.GroupBy[index]] = match.GroupValues[index];
        }

        foreach (var outer in plan.Outer)
        {
            if (matches.Count >= maxMatches)
            {
                CutMatches++;
            }
            else if (TryPick(outer.GroupFields, inherited, groupValues) && TryPick(outer.ValueFields, inherited, counted)
                && Feed(outer, match.AtNanoseconds, [.. match.EventIds]) is { } next)
            {
                matches.Add(next);
                Chain(outer.Plan, next, inherited, matches);
            }
        }
    }

    private string? WhatCountsOnce(CorrelationLink link) => link.Plan.Correlation.Type switch
    {
        SigmaCorrelationType.ValueCount => link.ValueFields.Length == 1 ? counted[0] : new(keys.Write(counted.AsSpan(0, link.ValueFields.Length))),
        SigmaCorrelationType.Temporal => link.PositionText,
        _ => null,
    };

    private static bool TryPick(int[] places, ReadOnlySpan<string?> values, string[] picked)
    {
        for (var index = 0; index < places.Length; index++)
        {
            if (values[places[index]] is not { } value)
            {
                return false;
            }

            picked[index] = CorrelationKeys.Shorten(value);
        }

        return true;
    }

    private static bool TryPick(string[] names, Dictionary<string, string> known, string[] picked)
    {
        for (var index = 0; index < names.Length; index++)
        {
            if (!known.TryGetValue(names[index], out var value))
            {
                return false;
            }

            picked[index] = CorrelationKeys.Shorten(value);
        }

        return true;
    }

    private static Dictionary<string, string> Known(ImmutableArray<string> names, ReadOnlySpan<string?> values)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < names.Length; index++)
        {
            if (values[index] is { } value)
            {
                known[names[index]] = value;
            }
        }

        return known;
    }

    /// <summary>A link of a rule, with the places of its fields among those that the rule hands over.</summary>
    private readonly record struct Feeding(CorrelationLink Link, int[] GroupPlaces, int[] ValuePlaces);
}
