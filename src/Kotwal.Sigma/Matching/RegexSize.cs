using System.Globalization;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// Estimates how much larger a regular expression becomes when its counted repetitions are written out, so that a short text such as
/// <c>((a{999}){999}){999}</c> cannot take the memory, or <c>a[ab]{9999}c</c> the time.
/// </summary>
internal static class RegexSize
{
    private const long Most = 5_000;
    private const long MostCount = 1_000_000;
    private const int DeepestGroups = 200;

    /// <summary>Why the expression is too large; null when it is not.</summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="growth">How many parts repetitions add to what is written.</param>
    public static string? FaultOf(string pattern, out long growth)
    {
        var most = Most + pattern.Length;
        growth = 0;
        var outer = new Stack<long>();
        long size = 0;
        long last = 0;
        for (var place = 0; place < pattern.Length; place++)
        {
            switch (pattern[place])
            {
                case '\\':
                    place++;
                    (size, last) = (size + 1, 1);
                    break;
                case '[':
                    place = EndOfSet(pattern, place);
                    (size, last) = (size + 1, 1);
                    break;
                case '(':
                    outer.Push(size);
                    size = 0;
                    break;
                case ')' when outer.Count > 0:
                    last = Math.Max(size, 1);
                    size = outer.Pop() + last;
                    break;
                case '{' when TryReadCount(pattern, place, out var count, out var end):
                    size += last * (count - 1);
                    last *= count;
                    place = end;
                    break;
                default:
                    (size, last) = (size + 1, 1);
                    break;
            }

            if (size > most || last > most)
            {
                return $"its repetitions, written out, add more than {Most} parts to it.";
            }

            if (outer.Count > DeepestGroups)
            {
                return $"its groups are nested deeper than {DeepestGroups} levels.";
            }
        }

        growth = Math.Max(0, size - pattern.Length);
        return null;
    }

    private static int EndOfSet(string pattern, int start)
    {
        var place = start + 1;
        if (place < pattern.Length && pattern[place] == '^')
        {
            place++;
        }

        if (place < pattern.Length && pattern[place] == ']')
        {
            place++;
        }

        while (place < pattern.Length && pattern[place] != ']')
        {
            place += pattern[place] == '\\' ? 2 : 1;
        }

        return place;
    }

    private static bool TryReadCount(string pattern, int start, out long count, out int end)
    {
        count = 0;
        end = pattern.IndexOf('}', start);
        if (end < 0 || end - start > 24)
        {
            return false;
        }

        foreach (var part in pattern[(start + 1)..end].Split(','))
        {
            if (part.Length > 0)
            {
                if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    return false;
                }

                count = Math.Max(count, Math.Min(number, MostCount));
            }
        }

        count = Math.Max(count, 1);
        return true;
    }
}
