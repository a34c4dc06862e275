using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Kotwal.Sigma.Matching;

/// <summary>Classes of characters that PCRE has and .NET has not, as members of a set.</summary>
internal static class RegexClasses
{
    /// <summary>First and last characters of the ranges, in order.</summary>
    private static readonly FrozenDictionary<string, string> Ranges = new Dictionary<string, string>
    {
        ["alpha"] = "AZaz",
        ["digit"] = "09",
        ["alnum"] = "09AZaz",
        ["upper"] = "AZ",
        ["lower"] = "az",
        ["word"] = "09AZ__az",
        ["xdigit"] = "09AFaf",
        ["space"] = "\t\r  ",
        ["blank"] = "\t\t  ",
        ["cntrl"] = "\0\u001F\u007F\u007F",
        ["print"] = " ~",
        ["graph"] = "!~",
        ["punct"] = "!/:@[`{~",
        ["ascii"] = "\0\u007F",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const string Horizontal = "\t\t  \u00A0\u00A0\u1680\u1680\u180E\u180E\u2000\u200A\u202F\u202F\u205F\u205F\u3000\u3000";
    private const string LineEnds = @"(?>\r\n|[\n-\r\u0085\u2028\u2029])";

    /// <summary>The members of <c>[:name:]</c> or <c>[:^name:]</c>; null when there is no such class.</summary>
    public static string? Posix(string name)
    {
        var isNegated = name.StartsWith('^');
        return Ranges.TryGetValue(isNegated ? name[1..] : name, out var ranges) ? Members(isNegated ? Others(ranges) : ranges) : null;
    }

    /// <summary>What <c>\h</c>, <c>\H</c> or <c>\R</c> stands for, within a set or outside; null when it is nothing there.</summary>
    public static string? Escape(char letter, bool isInSet) => letter switch
    {
        'R' => isInSet ? null : LineEnds,
        'h' => isInSet ? Members(Horizontal) : $"[{Members(Horizontal)}]",
        _ => isInSet ? Members(Others(Horizontal)) : $"[^{Members(Horizontal)}]",
    };

    private static string Members(string ranges)
    {
        var text = new StringBuilder();
        for (var place = 0; place < ranges.Length; place += 2)
        {
            text.Append(CultureInfo.InvariantCulture, $@"\u{(int)ranges[place]:X4}-\u{(int)ranges[place + 1]:X4}");
        }

        return text.ToString();
    }

    private static string Others(string ranges)
    {
        var others = new StringBuilder();
        var next = '\0';
        for (var place = 0; place < ranges.Length; place += 2)
        {
            if (ranges[place] > next)
            {
                others.Append(next).Append((char)(ranges[place] - 1));
            }

            next = (char)(ranges[place + 1] + 1);
        }

        return others.Append(next).Append('\uFFFF').ToString();
    }
}
