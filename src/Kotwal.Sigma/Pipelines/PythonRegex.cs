using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Pipelines;

/// <summary>
/// A regular expression as pipeline files write it: in the dialect of Python's <c>re</c>. It runs on the engine that needs time linear in the
/// text; what this engine cannot run has a time limit.
/// </summary>
internal sealed class PythonRegex
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly Regex expression;
    private readonly ImmutableDictionary<string, string> groups;

    private PythonRegex(Regex expression, ImmutableDictionary<string, string> groups)
    {
        this.expression = expression;
        this.groups = groups;
    }

    /// <summary>Compiles an expression, or says what is wrong with the option it stands in.</summary>
    public static PythonRegex? Read(string text, string key, OptionReader options)
    {
        var fault = RegexSize.FaultOf(text, out _);
        try
        {
            if (fault is null)
            {
                var (translated, groups) = new PythonDialect(text).Translate();
                return new(Compile(translated), groups);
            }
        }
        catch (ArgumentException broken)
        {
            fault = broken.Message;
        }

        return options.Fault<PythonRegex>(key, $"has an expression that cannot be used: {fault.TrimEnd('.')}");
    }

    /// <summary>True when the expression is found at the beginning. An expression that takes too long is not found.</summary>
    public bool FitsFromStart(string text)
    {
        try
        {
            // The match that begins first is found first.
            return expression.Match(text) is { Success: true, Index: 0 };
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>The matches from left to right; null when they take too long.</summary>
    public IReadOnlyList<Match>? MatchesIn(string text)
    {
        try
        {
            return [.. expression.Matches(text).Cast<Match>()];
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>The number of a group that a replacement names by name or number; null when there is none.</summary>
    public string? GroupOf(string name) => name == "0" ? name : groups.GetValueOrDefault(name);

    private static Regex Compile(string text)
    {
        try
        {
            return new(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new(text, RegexOptions.CultureInvariant, Timeout);
        }
    }
}
