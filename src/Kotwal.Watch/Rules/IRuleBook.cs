using System.Security.Claims;
using Kotwal.City.Access;

namespace Kotwal.Watch.Rules;

/// <summary>The rules that detection works with, as the desk shows and switches them. Safe for many threads.</summary>
public interface IRuleBook
{
    /// <summary>All rules that were loaded, switched on or off.</summary>
    IReadOnlyList<RuleEntry> Rules { get; }

    /// <summary>Files that hold no rule that can be loaded.</summary>
    IReadOnlyList<RejectedRule> Rejected { get; }

    /// <summary>Makes detection use the rule, or not, from the next batch on. Unknown rules change nothing.</summary>
    ValueTask SetEnabledAsync(string ruleId, bool isEnabled, CancellationToken cancel);
}

/// <summary>One rule.</summary>
/// <param name="Id">Identity of the rule; its path where the file says none.</param>
/// <param name="Title">What it detects, in one line.</param>
/// <param name="Level">Gravity in Sigma's words.</param>
/// <param name="Status">Maturity in Sigma's words, such as <c>stable</c>; empty when the file says none.</param>
/// <param name="LogSource">Which events it looks at, such as <c>windows / process_creation</c>.</param>
/// <param name="Tags">Tags, such as <c>attack.t1110</c>.</param>
/// <param name="Path">The file.</param>
/// <param name="Source">The file's text.</param>
/// <param name="IsEnabled">True when detection uses it.</param>
/// <param name="Matches">Events that it matched since the program started; null when nobody counts.</param>
/// <param name="Sentence">What it looks for, in English, in lines of which some begin with a dash.</param>
public sealed record RuleEntry(
    string Id,
    string Title,
    string Level,
    string Status,
    string LogSource,
    IReadOnlyList<string> Tags,
    string Path,
    string Source,
    bool IsEnabled,
    long? Matches = null,
    string Sentence = "")
{
    /// <summary>The rule as somebody may see it: what it matched in the whole city cannot be parted.</summary>
    internal RuleEntry SeenBy(ClaimsPrincipal user) =>
        Reach.For(user, Policies.ReadAll).IsWholeCity ? this : this with { Matches = null };
}

/// <summary>A file that holds no rule that can be loaded.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What is wrong, for the author of the rule.</param>
/// <param name="Line">One-based line; null when the whole file is meant.</param>
public sealed record RejectedRule(string Path, string Reason, int? Line);
