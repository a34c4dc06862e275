namespace Kotwal.Detection.Mappings;

/// <summary>
/// All log sources that an event belongs to. A rule's product, category and service each must be among them; what the rule
/// leaves open is not asked. An event of no known log source satisfies only rules that name none.
/// </summary>
public sealed record LogSources(IReadOnlyList<string> Products, IReadOnlyList<string> Categories, IReadOnlyList<string> Services)
{
    /// <summary>Belongs nowhere.</summary>
    public static LogSources None { get; } = new([], [], []);

    /// <summary>True when no product, category or service is known of the event.</summary>
    public bool IsNone => Products.Count + Categories.Count + Services.Count == 0;

    /// <summary>True when a rule for that log source looks at such events. Names compare without case.</summary>
    public bool Satisfy(string? product, string? category, string? service) =>
        Among(Products, product) && Among(Categories, category) && Among(Services, service);

    private static bool Among(IReadOnlyList<string> mine, string? asked) =>
        asked is null || mine.Contains(asked, StringComparer.OrdinalIgnoreCase);
}
