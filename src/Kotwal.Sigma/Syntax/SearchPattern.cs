using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Kotwal.Sigma.Syntax;

/// <summary>What stands behind <c>of</c> in a condition (Sigma rules specification, "Condition").</summary>
internal static class SearchPattern
{
    /// <summary>
    /// The searches that a pattern means: a star stands for any characters, <c>them</c> for all searches. Those whose name begins with an
    /// underscore are meant only by patterns that begin so too.
    /// </summary>
    public static ImmutableArray<string> NamesFor(string pattern, IReadOnlyList<SigmaSearch> searches)
    {
        if (pattern.Equals("them", StringComparison.OrdinalIgnoreCase))
        {
            pattern = "*";
        }

        // Of the signs that the matcher knows only the star means something in a condition.
        var escaped = pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
        return [.. searches.Select(search => search.Name).Where(name => (pattern.StartsWith('_') || !name.StartsWith('_')) && FileSystemName.MatchesSimpleExpression(escaped, name, ignoreCase: false))];
    }
}
