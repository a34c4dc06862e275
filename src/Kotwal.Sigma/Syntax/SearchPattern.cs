using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Kotwal.Sigma.Syntax;

/// <summary>What stands behind <c>of</c> in a condition (Sigma rules specification, "Condition").</summary>
internal static class SearchPattern
{
    /// <summary>The searches that a pattern means: a star stands for any characters, <c>them</c> for all searches whose name does not begin with an underscore.</summary>
    public static ImmutableArray<string> NamesFor(string pattern, IReadOnlyList<SigmaSearch> searches)
    {
        if (pattern.Equals("them", StringComparison.OrdinalIgnoreCase))
        {
            return [.. searches.Select(search => search.Name).Where(name => !name.StartsWith('_'))];
        }

        // Of the signs that the matcher knows only the star means something in a condition.
        var escaped = pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
        return [.. searches.Select(search => search.Name).Where(name => FileSystemName.MatchesSimpleExpression(escaped, name, ignoreCase: false))];
    }
}
