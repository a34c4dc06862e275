using System.Text.RegularExpressions;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>Turns a regular expression of a rule into the tests of which one must hold.</summary>
internal sealed class RegexCompiler(SigmaCompileOptions options)
{
    public ValueTest[]? Compile(string expression, List<SigmaModifier> modifiers, out string fault)
    {
        var regexOptions = RegexOptions.None;
        List<string> patterns = [expression];
        foreach (var modifier in modifiers)
        {
            switch (modifier)
            {
                case SigmaModifier.I:
                    regexOptions |= RegexOptions.IgnoreCase;
                    break;
                case SigmaModifier.M:
                    regexOptions |= RegexOptions.Multiline;
                    break;
                case SigmaModifier.S:
                    regexOptions |= RegexOptions.Singleline;
                    break;
                case SigmaModifier.StartsWith:
                    patterns = [.. patterns.Select(pattern => $@"\A(?:{pattern})")];
                    break;
                case SigmaModifier.EndsWith:
                    patterns = [.. patterns.Select(pattern => $@"(?:{pattern})\z")];
                    break;
                case SigmaModifier.Expand:
                    if (Expand(patterns[0], out fault) is not { } expanded)
                    {
                        return null;
                    }

                    patterns = expanded;
                    break;
            }
        }

        var tests = new List<ValueTest>();
        foreach (var pattern in patterns)
        {
            if (RegexTest.Read(pattern, regexOptions, options.RegexTimeout, out var reason) is not { } test)
            {
                fault = $"The regular expression cannot be used: {reason}";
                return null;
            }

            tests.Add(test);
        }

        fault = "";
        return [.. tests];
    }

    /// <summary>In a regular expression the values of a placeholder stand for themselves, sign by sign.</summary>
    private List<string>? Expand(string pattern, out string fault)
    {
        fault = "";
        List<string> made = [pattern];
        foreach (var (name, values) in options.Placeholders)
        {
            var sign = $"%{name}%";
            if (!values.IsDefaultOrEmpty && pattern.Contains(sign, StringComparison.Ordinal))
            {
                made = [.. made
                    .SelectMany(_ => values, (text, value) => text.Replace(sign, Regex.Escape(value), StringComparison.Ordinal))
                    .Take(Placeholders.MostVariants)];
            }
        }

        var left = Regex.Match(made[0], @"%[\w.-]+%", RegexOptions.NonBacktracking);
        if (left.Success)
        {
            fault = $"The placeholder '{left.Value}' has no values; they are given where rules are compiled.";
            return null;
        }

        return made;
    }
}
