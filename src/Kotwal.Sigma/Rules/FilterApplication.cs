using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Rules;

/// <summary>
/// Puts filters into the rules they are for (Sigma filters specification): each of a rule's conditions holds only where the filter's holds
/// too. The filter's searches keep names of their own, so that no condition of the rule takes them for its own.
/// </summary>
internal static class FilterApplication
{
    public static SigmaRule Apply(SigmaRule rule, IEnumerable<SigmaFilter> filters) =>
        filters.Where(filter => IsFor(filter, rule)).Aggregate(rule, Apply);

    /// <summary>The names in a filter that are neither id nor name of any rule.</summary>
    public static IEnumerable<string> Missing(SigmaFilter filter, IEnumerable<SigmaRule> rules) =>
        filter.Rules.Where(name => !rules.Any(rule => IsNamed(rule, name)));

    /// <summary>What a filter names and does nothing to.</summary>
    public static IEnumerable<SigmaError> Remarks(SigmaFilter filter, IEnumerable<SigmaRule> rules) => filter.Rules
        .Where(name => !rules.Any(rule => IsNamed(rule, name) && filter.LogSource.AppliesTo(rule.LogSource)))
        .Select(name => new SigmaError(filter.Path, filter.At, $"The filter does nothing to the rule '{Reason.Shorten(name)}': its log source is for other rules."));

    private static bool IsFor(SigmaFilter filter, SigmaRule rule) =>
        filter.LogSource.AppliesTo(rule.LogSource) && (filter.Rules.IsEmpty || filter.Rules.Any(name => IsNamed(rule, name)));

    private static bool IsNamed(SigmaRule rule, string name) =>
        string.Equals(rule.Metadata.Id, name, StringComparison.OrdinalIgnoreCase) || string.Equals(rule.Metadata.Name, name, StringComparison.Ordinal);

    private static SigmaRule Apply(SigmaRule rule, SigmaFilter filter)
    {
        var names = filter.Detection.Searches.ToImmutableDictionary(search => search.Name, search => NameFor(rule, filter, search.Name), StringComparer.Ordinal);
        var conditions = filter.Detection.Conditions.Select(condition => Renamed(condition, names)).ToImmutableArray();
        var allowed = conditions.Length == 1 ? conditions[0] : new SigmaOr(conditions);
        return rule with
        {
            Detection = new(
                [.. rule.Detection.Searches, .. filter.Detection.Searches.Select(search => search with { Name = names[search.Name] })],
                [.. rule.Detection.Conditions.Select(condition => new SigmaAnd([condition, allowed]))]),
        };
    }

    private static string NameFor(SigmaRule rule, SigmaFilter filter, string search)
    {
        var name = $"{filter.Metadata.Title}: {search}";
        while (rule.Detection.Searches.Any(other => other.Name == name))
        {
            name += "'";
        }

        return name;
    }

    private static SigmaCondition Renamed(SigmaCondition condition, ImmutableDictionary<string, string> names) => condition switch
    {
        SigmaAnd and => new SigmaAnd([.. and.Parts.Select(part => Renamed(part, names))]),
        SigmaOr or => new SigmaOr([.. or.Parts.Select(part => Renamed(part, names))]),
        SigmaNot not => new SigmaNot(Renamed(not.Part, names)),
        SigmaQuantified quantified => quantified with { Names = [.. quantified.Names.Select(name => names[name])] },
        SigmaSearchReference reference => new SigmaSearchReference(names[reference.Name]),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "There is no such condition."),
    };
}
