using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Correlation;

/// <summary>Resolves what correlations refer to, refuses what cannot be evaluated, and knows which fields each rule must hand over.</summary>
internal sealed class CorrelationGraph
{
    private readonly Dictionary<string, SigmaDocument?> ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SigmaDocument?> names = new(StringComparer.Ordinal);
    private readonly Dictionary<SigmaCorrelation, CorrelationPlan?> plans = [];
    private readonly HashSet<SigmaCorrelation> open = [];
    private readonly Dictionary<string, List<string>> fields = new(StringComparer.Ordinal);
    private readonly HashSet<(string RuleKey, CorrelationLink Link)> reached = [];
    private readonly long latenessNanoseconds;

    public CorrelationGraph(IEnumerable<SigmaRule> rules, IReadOnlyCollection<SigmaCorrelation> correlations, CorrelationOptions options)
    {
        latenessNanoseconds = options.Lateness.Ticks * 100;
        foreach (var document in rules.Concat<SigmaDocument>(correlations))
        {
            Know(ids, document.Metadata.Id, document);
            Know(names, document.Metadata.Name, document);
        }

        foreach (var correlation in correlations)
        {
            PlanFor(correlation);
        }

        foreach (var plan in plans.Values.OfType<CorrelationPlan>())
        {
            Plans.Add(plan);
            NeedFields(plan);
        }
    }

    public List<SigmaError> Rejected { get; } = [];

    public List<CorrelationPlan> Plans { get; } = [];

    /// <summary>For each rule, by key, the correlations that it feeds.</summary>
    public Dictionary<string, List<CorrelationLink>> Links { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> FieldsOf(string ruleKey) => fields.TryGetValue(ruleKey, out var names) ? names : [];

    private static void Know(Dictionary<string, SigmaDocument?> documents, string? name, SigmaDocument document)
    {
        // Documents of one collection share an id; any other name that stands for two things stands for none.
        if (name is not null && !documents.TryAdd(name, document) && documents[name]?.Key != document.Key)
        {
            documents[name] = null;
        }
    }

    /// <summary>What a reference names, null when that is several things; false when it is nothing.</summary>
    private bool TryFind(string reference, out SigmaDocument? document)
    {
        var isId = ids.TryGetValue(reference, out var byId);
        var isName = names.TryGetValue(reference, out var byName);
        document = isId && isName && byId?.Key != byName?.Key ? null : byId ?? byName;
        return isId || isName;
    }

    private CorrelationPlan? PlanFor(SigmaCorrelation correlation)
    {
        if (plans.TryGetValue(correlation, out var known))
        {
            return known;
        }

        if (!open.Add(correlation))
        {
            return Reject(correlation, "The correlation refers to itself, directly or through others.");
        }

        var plan = UnusableBecause(correlation) is { } reason ? Reject(correlation, reason) : Connect(new(correlation, latenessNanoseconds));
        open.Remove(correlation);
        plans[correlation] = plan;
        return plan;
    }

    private static string? UnusableBecause(SigmaCorrelation correlation)
    {
        if (CorrelationAggregate.IsOf(correlation.Type))
        {
            // A sum or an average may well be met by the first event, and by being small.
            return correlation.Bounds.IsEmpty ? "The correlation has no condition." : null;
        }

        var hasLowerBound = correlation.Bounds.Any(bound => bound.Operator switch
        {
            SigmaBoundOperator.Gt => bound.Value >= 1,
            SigmaBoundOperator.Gte or SigmaBoundOperator.Eq => bound.Value >= 1,
            _ => false,
        });
        if (!correlation.Bounds.IsEmpty && !hasLowerBound && correlation.Bounds.All(bound => bound.Operator is not (SigmaBoundOperator.Gt or SigmaBoundOperator.Gte)))
        {
            return "The condition has no lower bound, so the first event of each group would make it true; add gt or gte.";
        }

        var needed = correlation.Rules.Length;
        if (correlation.Type == SigmaCorrelationType.TemporalOrdered && !correlation.Bounds.IsEmpty
            && !(correlation.Bounds.All(bound => bound.Holds(needed)) && !correlation.Bounds.All(bound => bound.Holds(needed - 1))))
        {
            return $"A temporal_ordered correlation needs all of its {needed} rules; leave the condition out or make it 'gte: {needed}'.";
        }

        return null;
    }

    private CorrelationPlan? Connect(CorrelationPlan plan)
    {
        var correlation = plan.Correlation;
        var sources = new List<(SigmaDocument Document, CorrelationPlan? Plan)>();
        foreach (var reference in correlation.Rules)
        {
            if (!TryFind(reference, out var document))
            {
                return Reject(correlation, $"The correlation refers to a rule '{Reason.Shorten(reference)}' that is not loaded{NearNames.Hint(reference, names.Keys.Concat(ids.Keys))}");
            }

            if (document is null)
            {
                return Reject(correlation, $"The correlation refers to '{reference}', which is the name of several rules.");
            }

            var inner = document is SigmaCorrelation other ? PlanFor(other) : null;
            if (inner is null && document is SigmaCorrelation)
            {
                return Reject(correlation, $"The correlation refers to '{reference}', which cannot be used itself.");
            }

            sources.Add((document, inner));
        }

        if (CorrelationAliases.FaultOf(correlation, [.. sources.Select(source => source.Document)]) is { } fault)
        {
            return Reject(correlation, fault);
        }

        for (var position = 0; position < sources.Count; position++)
        {
            var (document, inner) = sources[position];
            var link = LinkFor(plan, position, document);
            if (inner is not null)
            {
                inner.Outer.Add(link);
            }
            else if (!Links.TryAdd(document.Key, [link]))
            {
                Links[document.Key].Add(link);
            }
        }

        return plan;
    }

    private static CorrelationLink LinkFor(CorrelationPlan plan, int position, SigmaDocument source)
    {
        var aliases = plan.Correlation.Aliases
            .Where(alias => CorrelationAliases.IsOf(alias, source))
            .GroupBy(alias => alias.Name)
            .ToDictionary(group => group.Key, group => group.First().Field);
        return new(
            plan,
            position,
            [.. plan.Correlation.GroupBy.Select(name => aliases.GetValueOrDefault(name, name))],
            [.. plan.Correlation.ValueFields.Select(name => aliases.GetValueOrDefault(name, name))]);
    }

    /// <summary>A rule must hand over the fields of the correlations it feeds, and those of the correlations these feed.</summary>
    private void NeedFields(CorrelationPlan plan)
    {
        foreach (var (key, links) in Links)
        {
            foreach (var link in links.Where(link => link.Plan == plan))
            {
                Need(key, link);
            }
        }
    }

    private void Need(string ruleKey, CorrelationLink link)
    {
        if (!fields.TryGetValue(ruleKey, out var names))
        {
            fields[ruleKey] = names = [];
        }

        foreach (var field in link.GroupFields.Concat(link.ValueFields).Where(field => !names.Contains(field)))
        {
            names.Add(field);
        }

        // A correlation may be reached on many ways, and what it needs is the same on each.
        foreach (var outer in link.Plan.Outer.Where(outer => reached.Add((ruleKey, outer))))
        {
            // What the inner correlation groups by comes from its match and may be an alias that no event has.
            var inherited = outer with
            {
                GroupFields = [.. outer.GroupFields.Except(link.Plan.Correlation.GroupBy)],
                ValueFields = [.. outer.ValueFields.Except(link.Plan.Correlation.GroupBy)],
            };
            Need(ruleKey, inherited);
        }
    }

    private CorrelationPlan? Reject(SigmaCorrelation correlation, string reason)
    {
        Rejected.Add(new(correlation.Path, correlation.At, reason));
        return null;
    }
}
