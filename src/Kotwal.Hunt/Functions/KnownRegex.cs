using System.Text.RegularExpressions;

namespace Kotwal.Hunt.Functions;

/// <summary>
/// Regular expressions of a hunt's text. The engine's own dialect is RE2, which .NET's non-backtracking one is near to; what both
/// know is told with its place, before anything runs.
/// </summary>
internal static class KnownRegex
{
    // Longer expressions are refused: what compiles them takes time and memory.
    private const int MaxLength = 1_000;

    /// <summary>Why the expression is none, as a sentence; null when it is one.</summary>
    public static string? Refusal(string pattern) =>
        Reason(pattern) is { } reason ? $"Expected a regular expression (RE2): {reason}" : null;

    /// <summary>How many groups the expression has, besides the whole; it has been checked.</summary>
    public static int Groups(string pattern) => Compile(pattern).GetGroupNumbers().Length - 1;

    private static string? Reason(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            return $"at most {MaxLength} characters.";
        }

        if (pattern.Contains("(?<", StringComparison.Ordinal))
        {
            return "a group's name is written (?P<name>…), and looking back is not part of it.";
        }

        try
        {
            Compile(pattern);
            return null;
        }
        catch (RegexParseException error)
        {
            return error.Message;
        }
        catch (NotSupportedException)
        {
            return "looking around, references back and very large repetitions are not part of it.";
        }
    }

    private static Regex Compile(string pattern) =>
        new(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.NonBacktracking);
}
