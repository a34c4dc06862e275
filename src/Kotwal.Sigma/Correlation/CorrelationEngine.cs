using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Correlation;

/// <summary>
/// Evaluates correlations (Sigma correlation rules specification) as matches of single-event rules come in, on the events' own time. When a
/// correlation comes true for a group, that group starts anew: twenty failures against a bound of twenty make one match, not one for each
/// failure after it. An event that lacks a <c>group-by</c> field, or the counted field, is not counted. Not thread-safe.
/// </summary>
public sealed class CorrelationEngine
{
    private const int LongestValue = 1_024;

    /// <summary>Times beyond the years 1824 and 2116 are taken for these, so that sums of times cannot overflow.</summary>
    private const long FarthestNanoseconds = 1L << 62;

    private readonly CorrelationGraph graph;
    private readonly CorrelationOptions options;
    private readonly LinkedList<CorrelationGroup> byUse = [];
    private readonly Dictionary<CorrelationGroup, LinkedListNode<CorrelationGroup>> uses = [];
    private readonly Dictionary<string, ImmutableArray<string>> fields = new(StringComparer.Ordinal);

    /// <summary>Makes an engine without state.</summary>
    /// <param name="rules">The rules that correlations may refer to.</param>
    /// <param name="correlations">The correlations; those that cannot be used are in <see cref="Rejected"/>.</param>
    /// <param name="options">The bounds; the defaults when null.</param>
    public CorrelationEngine(IEnumerable<SigmaRule> rules, IEnumerable<SigmaCorrelation> correlations, CorrelationOptions? options = null)
    {
        this.options = options ?? new();
        graph = new(rules, [.. correlations], this.options);
        foreach (var key in graph.Links.Keys)
        {
            fields[key] = [.. graph.FieldsOf(key)];
        }

        var quiet = graph.Plans.Where(plan => !plan.Correlation.Generate).SelectMany(plan => plan.Correlation.Rules);
        var loud = graph.Plans.Where(plan => plan.Correlation.Generate).SelectMany(plan => plan.Correlation.Rules);
        Quiet = quiet.Except(loud).ToImmutableHashSet(StringComparer.Ordinal);
    }

    /// <summary>Correlations that cannot be used, with the reason.</summary>
    public IReadOnlyList<SigmaError> Rejected => graph.Rejected;

    /// <summary>The correlations that are evaluated.</summary>
    public IEnumerable<SigmaCorrelation> Correlations => graph.Plans.Select(plan => plan.Correlation);

    /// <summary>Groups that are remembered now.</summary>
    public int GroupCount => byUse.Count;

    /// <summary>Events that are remembered now.</summary>
    public int EventCount { get; private set; }

    /// <summary>Groups that were forgotten because of a bound, since the engine was made.</summary>
    public long EvictedGroups { get; private set; }

    /// <summary>Events that came too late for their group, since the engine was made.</summary>
    public long LateEvents { get; private set; }

    internal IReadOnlyList<CorrelationPlan> Plans => graph.Plans;

    internal IEnumerable<CorrelationGroup> GroupsByUse => byUse;

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
        if (!graph.Links.TryGetValue(ruleKey, out var links))
        {
            return [];
        }

        var names = fields[ruleKey];
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, names.Length);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < names.Length; index++)
        {
            if (values[index] is { } value)
            {
                known[names[index]] = value;
            }
        }

        var matches = new List<CorrelationMatch>();
        foreach (var link in links)
        {
            Feed(link, known, Math.Clamp(timestampNanoseconds, -FarthestNanoseconds, FarthestNanoseconds), [eventId], matches);
        }

        return matches;
    }

    /// <summary>Forgets groups in which nothing can come true any more, given that events older than this are no longer expected.</summary>
    public void Prune(long timestampNanoseconds)
    {
        timestampNanoseconds = Math.Clamp(timestampNanoseconds, -FarthestNanoseconds, FarthestNanoseconds);
        foreach (var group in byUse.Where(group => group.NewestAt < timestampNanoseconds - group.Plan.SpanNanoseconds).ToList())
        {
            Forget(group);
        }
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

        foreach (var group in byUse.ToList())
        {
            Forget(group);
        }

        return false;
    }

    internal void Restore(CorrelationGroup group, IEnumerable<CorrelationEntry> entries)
    {
        group.Plan.Groups[group.Key] = group;
        uses[group] = byUse.AddLast(group);
        foreach (var entry in entries)
        {
            group.Insert(entry, out _);
        }

        EventCount += group.Entries.Count;
        Evict(group);
    }

    internal static string KeyOf(IEnumerable<string> values) =>
        string.Concat(values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Length}:{value}")));

    private void Feed(CorrelationLink link, Dictionary<string, string> known, long at, Guid[] ids, List<CorrelationMatch> matches)
    {
        if (!TryPick(link.GroupFields, known, out var groupValues) || !TryPick(link.ValueFields, known, out var counted))
        {
            return;
        }

        var group = Use(link.Plan, groupValues);
        EventCount -= group.Entries.Count;
        var place = group.Insert(new(at, link.Position, WhatCountsOnce(link, counted), ids), out var isLate);
        EventCount += group.Entries.Count;
        LateEvents += isLate ? 1 : 0;
        if (place < 0)
        {
            return;
        }

        if (CorrelationWindow.Evaluate(group, place) is not { } match)
        {
            Evict(group);
            return;
        }

        Forget(group);
        matches.Add(match);
        if (link.Plan.Outer.Count > 0)
        {
            Chain(link.Plan, match, known, matches);
        }
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
            Feed(outer, inherited, match.AtNanoseconds, [.. match.EventIds], matches);
        }
    }

    private static string? WhatCountsOnce(CorrelationLink link, string[] counted) => link.Plan.Correlation.Type switch
    {
        SigmaCorrelationType.ValueCount => KeyOf(counted),
        SigmaCorrelationType.Temporal => link.Position.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static bool TryPick(string[] names, Dictionary<string, string> known, out string[] values)
    {
        values = new string[names.Length];
        for (var index = 0; index < names.Length; index++)
        {
            if (!known.TryGetValue(names[index], out var value))
            {
                return false;
            }

            // A sender decides how long values are, so long ones are kept as their beginning and a hash of the whole.
            values[index] = value.Length <= LongestValue
                ? value
                : string.Concat(value.AsSpan(0, LongestValue / 2), "…", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value))));
        }

        return true;
    }

    private CorrelationGroup Use(CorrelationPlan plan, string[] values)
    {
        var key = KeyOf(values);
        if (plan.Groups.TryGetValue(key, out var group))
        {
            byUse.Remove(uses[group]);
            byUse.AddLast(uses[group]);
            return group;
        }

        group = new(plan, key, values);
        plan.Groups[key] = group;
        uses[group] = byUse.AddLast(group);
        return group;
    }

    /// <summary>Keeps the bounds. The group in use goes last, and only when it alone is too large.</summary>
    private void Evict(CorrelationGroup inUse)
    {
        while (byUse.Count > options.MaxGroups || (EventCount > options.MaxEvents && byUse.Count > 1))
        {
            Forget(byUse.First!.Value);
            EvictedGroups++;
        }

        if (EventCount > options.MaxEvents)
        {
            Forget(inUse);
            EvictedGroups++;
        }
    }

    private void Forget(CorrelationGroup group)
    {
        group.Plan.Groups.Remove(group.Key);
        if (uses.Remove(group, out var use))
        {
            byUse.Remove(use);
            EventCount -= group.Entries.Count;
        }
    }
}
