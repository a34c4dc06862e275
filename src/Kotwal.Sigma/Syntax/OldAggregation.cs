namespace Kotwal.Sigma.Syntax;

/// <summary>The aggregations of old rules, such as <c>| count() by User > 5</c>, which became correlations.</summary>
internal static class OldAggregation
{
    /// <summary>Says what to write instead.</summary>
    /// <param name="aggregation">What stands behind the pipe.</param>
    public static string ReasonFor(string aggregation)
    {
        var form = aggregation.StartsWith("count(", StringComparison.OrdinalIgnoreCase)
            && !aggregation.StartsWith("count()", StringComparison.OrdinalIgnoreCase)
            ? "value_count with the field in its condition"
            : aggregation.StartsWith("near", StringComparison.OrdinalIgnoreCase)
                ? "temporal"
                : aggregation.StartsWith("count", StringComparison.OrdinalIgnoreCase)
                    ? "event_count"
                    : "value_count, value_sum or value_avg";
        return $"The aggregation '| {aggregation}' is no longer part of Sigma; leave it out here and write a correlation "
            + $"of type {form} with group-by, timespan and condition that refers to this rule.";
    }
}
