using System.Collections.Immutable;
using System.Text;
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

    private PythonRegex(Regex expression) => this.expression = expression;

    /// <summary>Compiles an expression, or says what is wrong with the option it stands in.</summary>
    public static PythonRegex? Read(string text, string key, OptionReader options)
    {
        var fault = RegexSize.FaultOf(text);
        try
        {
            if (fault is null)
            {
                return new(Compile(Translate(text)));
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

    public ImmutableArray<string> Groups => [.. expression.GetGroupNames()];

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

    /// <summary>The few things that .NET writes otherwise: named groups, references to them, and the very end.</summary>
    private static string Translate(string text)
    {
        var made = new StringBuilder(text.Length);
        var isSet = false;
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == '\\' && place + 1 < text.Length)
            {
                made.Append('\\').Append(text[++place] == 'Z' && !isSet ? 'z' : text[place]);
            }
            else if (!isSet && Follows(text, place, "(?P<"))
            {
                made.Append("(?<");
                place += 3;
            }
            else if (!isSet && Follows(text, place, "(?P=") && text.IndexOf(')', place) is var end and > 0)
            {
                made.Append("\\k<").Append(text, place + 4, end - place - 4).Append('>');
                place = end;
            }
            else
            {
                // In .NET a bracket within a set may begin a subtraction.
                made.Append(isSet && text[place] == '[' ? "\\[" : text[place].ToString());
                isSet = isSet ? text[place] != ']' || text[place - 1] == '[' || text.AsSpan(0, place).EndsWith("[^") : text[place] == '[';
            }
        }

        return made.ToString();
    }

    private static bool Follows(string text, int place, string what) => text.AsSpan(place).StartsWith(what, StringComparison.Ordinal);
}
