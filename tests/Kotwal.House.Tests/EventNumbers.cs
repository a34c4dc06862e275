using System.Text.RegularExpressions;

namespace Kotwal.House.Tests;

/// <summary>
/// Finds numbers of log events that two messages share: an operator who watches for one would be woken by the other.
/// </summary>
internal static partial class EventNumbers
{
    /// <summary>Each number that is used twice, one sentence each.</summary>
    public static IEnumerable<string> Shared(IEnumerable<SourceFile> files) =>
        from file in files
        from Match message in Message().Matches(file.Text)
        group file.Path by message.Groups[1].Value into uses
        where uses.Count() > 1
        select $"Event {uses.Key} is logged in {string.Join(" and in ", uses)}.";

    [GeneratedRegex(@"LoggerMessage\(\s*(?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex Message();
}
