namespace Kotwal.Sigma.Syntax;

/// <summary>
/// The log source that a rule is for, or one that an event comes from (Sigma rules specification, "LogSource"). An
/// event can come from several, for example when one Sysmon event is in three categories.
/// </summary>
/// <param name="Product">For example <c>windows</c>.</param>
/// <param name="Category">For example <c>process_creation</c>.</param>
/// <param name="Service">For example <c>security</c>.</param>
public sealed record SigmaLogSource(string? Product = null, string? Category = null, string? Service = null)
{
    /// <summary>
    /// True when a rule for this log source applies to an event of that one. What the rule leaves open is a wildcard;
    /// what the event leaves open is nothing that a rule could ask for. Case does not matter.
    /// </summary>
    public bool AppliesTo(SigmaLogSource eventSource) =>
        Fits(Product, eventSource.Product) && Fits(Category, eventSource.Category) && Fits(Service, eventSource.Service);

    /// <summary>True when a rule for this log source applies to an event that comes from all of those.</summary>
    public bool AppliesToAny(IEnumerable<SigmaLogSource> eventSources)
    {
        foreach (var eventSource in eventSources)
        {
            if (AppliesTo(eventSource))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fits(string? wanted, string? actual) =>
        wanted is null || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);
}
