using System.IO.Enumeration;

namespace Kotwal.Collectors.Elastic;

/// <summary>
/// The parameter <c>filter_path</c>: which fields of the answer the client wants. Dotted paths divided by commas; <c>*</c> stands
/// for any part of a name, <c>**</c> for any names, and a path after a hyphen is left out.
/// </summary>
internal sealed class FilterPath
{
    private const int MaxPatterns = 32;
    private const int MaxNames = 8;

    private readonly List<string[]> wanted = [];
    private readonly List<string[]> unwanted = [];

    /// <summary>Reads the parameter; nothing means everything. Patterns beyond what an answer has fields for are passed over.</summary>
    public FilterPath(string? text)
    {
        foreach (var pattern in (text ?? "").Split(',', MaxPatterns, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var names = pattern.TrimStart('-').Split('.', MaxNames);
            (pattern[0] == '-' ? unwanted : wanted).Add(names);
        }
    }

    /// <summary>Whether a field is part of the answer.</summary>
    public bool Has(params ReadOnlySpan<string> path) =>
        (wanted.Count == 0 || MatchesAny(wanted, path)) && !MatchesAny(unwanted, path);

    private static bool MatchesAny(List<string[]> patterns, ReadOnlySpan<string> path)
    {
        foreach (var pattern in patterns)
        {
            if (Matches(pattern, path))
            {
                return true;
            }
        }

        return false;
    }

    // A pattern that names an object means all that is in it.
    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
        {
            return true;
        }

        if (pattern[0] == "**")
        {
            return Matches(pattern[1..], path) || (!path.IsEmpty && Matches(pattern, path[1..]));
        }

        return !path.IsEmpty && FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: false) && Matches(pattern[1..], path[1..]);
    }
}
