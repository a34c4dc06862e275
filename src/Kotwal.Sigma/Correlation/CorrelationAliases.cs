using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Correlation;

/// <summary>What a correlation's aliases are for (Sigma correlation rules specification, "Field Name Aliases").</summary>
internal static class CorrelationAliases
{
    public static bool IsOf(SigmaAlias alias, SigmaDocument source) =>
        alias.Rule == source.Metadata.Name || string.Equals(alias.Rule, source.Metadata.Id, StringComparison.OrdinalIgnoreCase);

    /// <summary>Why the references cannot be meant as they are: such a correlation would wait for what never comes, or not for all.</summary>
    public static string? FaultOf(SigmaCorrelation correlation, IReadOnlyList<SigmaDocument> sources)
    {
        if (sources.GroupBy(source => source, ReferenceEqualityComparer.Instance).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return $"The correlation refers to the rule '{Reason.Shorten(twice.First().Metadata.Title)}' twice, by its id and by its name.";
        }

        foreach (var alias in correlation.Aliases)
        {
            if (!sources.Any(source => IsOf(alias, source)))
            {
                return $"The alias '{Reason.Shorten(alias.Name)}' is for '{Reason.Shorten(alias.Rule)}', which is none of the correlation's rules{NearNames.Hint(alias.Rule, correlation.Rules)}";
            }

            if (!correlation.GroupBy.Contains(alias.Name) && !correlation.ValueFields.Contains(alias.Name))
            {
                return $"The alias '{Reason.Shorten(alias.Name)}' stands in no group-by{NearNames.Hint(alias.Name, correlation.GroupBy)}";
            }
        }

        return null;
    }
}
