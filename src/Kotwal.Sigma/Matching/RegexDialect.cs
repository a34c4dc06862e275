using System.Collections.Frozen;
using System.Text;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// Writes an expression of PCRE, which rules are in (modifiers appendix, "Regular Expression"), as .NET has it, where .NET would read another
/// meaning or none: named groups, <c>[:digit:]</c> and a plain <c>[</c> within sets, and <c>\_</c>.
/// </summary>
internal static class RegexDialect
{
    private static readonly FrozenDictionary<string, string> Classes = new Dictionary<string, string>
    {
        ["alpha"] = "a-zA-Z",
        ["digit"] = "0-9",
        ["alnum"] = "a-zA-Z0-9",
        ["upper"] = "A-Z",
        ["lower"] = "a-z",
        ["word"] = "a-zA-Z0-9_",
        ["xdigit"] = "0-9A-Fa-f",
        ["space"] = @"\t-\r ",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["print"] = @"\x20-\x7E",
        ["graph"] = @"\x21-\x7E",
        ["punct"] = @"!-/:-@\[-`{-~",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The expression for .NET, or null and what cannot be written for it.</summary>
    public static string? ToDotNet(string pattern, out string fault)
    {
        fault = "";
        var text = new StringBuilder(pattern.Length);
        var setStart = -1;
        for (var place = 0; place < pattern.Length; place++)
        {
            var rest = pattern.AsSpan(place);
            if (rest[0] == '\\' && rest.Length > 1)
            {
                text.Append(rest[1] == '_' ? "_" : rest[..2]);
                place++;
            }
            else if (setStart >= 0 && rest.StartsWith("[:"))
            {
                var length = rest.IndexOf(":]");
                if (length < 0 || !Classes.TryGetValue(rest[2..length].ToString(), out var members))
                {
                    fault = $"'{(length < 0 ? rest : rest[..(length + 2)])}' is no class of characters that is known within a set.";
                    return null;
                }

                text.Append(members);
                place += length + 1;
            }
            else if (setStart >= 0)
            {
                // Behind a dash .NET reads a bracket as the beginning of what is taken away from the set.
                text.Append(rest[0] == '[' ? @"\[" : rest[..1]);
                setStart = rest[0] == ']' && !IsFirst(pattern, setStart, place) ? -1 : setStart;
            }
            else if (rest.StartsWith("(?P<"))
            {
                text.Append("(?<");
                place += 3;
            }
            else
            {
                text.Append(rest[0]);
                setStart = rest[0] == '[' ? place : -1;
            }
        }

        return text.ToString();
    }

    /// <summary>A closing bracket that is the first sign of a set is a member of it.</summary>
    private static bool IsFirst(string pattern, int setStart, int place) =>
        place == setStart + 1 || (place == setStart + 2 && pattern[setStart + 1] == '^');
}
