namespace Kotwal.Watch.Rules;

/// <summary>
/// A rule's id as one segment of a path. A rule without an id is known by its file's path, and the server leaves the slashes of
/// a segment encoded.
/// </summary>
internal static class RuleIdSegment
{
    /// <summary>The page of a rule.</summary>
    public static string Page(string ruleId) => $"rules/{Uri.EscapeDataString(ruleId)}";

    public static string Decode(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
