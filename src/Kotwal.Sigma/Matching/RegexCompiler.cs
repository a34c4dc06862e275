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
        var placeholders = new Placeholders(options.Placeholders);
        List<string> made = [""];
        var start = 0;
        for (var place = 0; place < pattern.Length; place++)
        {
            if (pattern[place] == '\\')
            {
                place++;
                continue;
            }

            if (pattern[place] != '%' || Placeholders.NameAt(pattern, place) is not { } name)
            {
                continue;
            }

            var values = placeholders.ValuesOf(name);
            if (values is null || (long)made.Count * values.Value.Length > Placeholders.MostVariants)
            {
                fault = values is null ? Placeholders.Missing(name) : Placeholders.TooMany;
                return null;
            }

            var before = pattern[start..place];
            made = [.. made.SelectMany(_ => values.Value, (text, value) => $"{text}{before}{Regex.Escape(value)}")];
            place += name.Length + 1;
            start = place + 1;
        }

        return [.. made.Select(text => text + pattern[start..])];
    }
}
