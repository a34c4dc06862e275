using System.Collections.Immutable;
using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Sentences;

/// <summary>Writes parts of a pattern so that the same parts are read; a single backslash stays one where it can.</summary>
internal static class PatternText
{
    public static string Of(ImmutableArray<SigmaPatternPart> parts)
    {
        var signs = new List<(char Sign, bool IsWildcard)>();
        foreach (var part in parts)
        {
            signs.AddRange(part.Kind switch
            {
                SigmaPatternPartKind.AnyRun => [('*', true)],
                SigmaPatternPartKind.AnyOne => [('?', true)],
                _ => part.Text.Select(letter => (letter, false)),
            });
        }

        var text = new StringBuilder();
        for (var place = 0; place < signs.Count; place++)
        {
            var (sign, isWildcard) = signs[place];
            var isEscaped = sign == '\\' ? IsBeside(signs, place - 1, "\\") || IsBeside(signs, place + 1, "\\*?") : sign is '*' or '?';
            text.Append(isEscaped && !isWildcard ? "\\" : "").Append(sign);
        }

        return text.ToString();
    }

    private static bool IsBeside(List<(char Sign, bool IsWildcard)> signs, int place, string which) =>
        place >= 0 && place < signs.Count && which.Contains(signs[place].Sign, StringComparison.Ordinal);
}
