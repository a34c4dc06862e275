using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// Writes an expression of PCRE, which rules are in (modifiers appendix, "Regular Expression"), as .NET has it, where .NET would read another
/// meaning or none: named groups, possessive quantifiers, <c>[:digit:]</c> and a plain <c>[</c> within sets, <c>\h</c>, <c>\R</c>,
/// <c>\x{…}</c>, <c>\Q…\E</c> and <c>\_</c>.
/// </summary>
internal sealed class RegexDialect
{
    private static readonly SearchValues<char> CountSigns = SearchValues.Create("0123456789,");

    private readonly string pattern;
    private readonly StringBuilder text;
    private readonly Stack<int> groups = [];
    private int place;

    // Where the set begins that is open, in the pattern; -1 outside of sets.
    private int setStart = -1;

    // Where what a quantifier would repeat begins, in the text; -1 when nothing is there.
    private int atomStart = -1;

    private RegexDialect(string pattern)
    {
        this.pattern = pattern;
        text = new(pattern.Length);
    }

    /// <summary>The expression for .NET, or null and what cannot be written for it.</summary>
    public static string? ToDotNet(string pattern, out string fault)
    {
        var dialect = new RegexDialect(pattern);
        fault = "";
        while (dialect.place < pattern.Length)
        {
            if (dialect.Step() is { } reason)
            {
                fault = reason;
                return null;
            }
        }

        return dialect.text.ToString();
    }

    private string? Step()
    {
        var rest = pattern.AsSpan(place);
        if (rest[0] == '\\' && rest.Length > 1)
        {
            return StepEscape(rest);
        }

        return setStart >= 0 ? StepInSet(rest) : StepOutside(rest);
    }

    private string? StepInSet(ReadOnlySpan<char> rest)
    {
        if (LengthOfClass(rest) is var length and > 0)
        {
            var name = rest[2..(length - 2)];
            if (RegexClasses.Posix(name.ToString()) is not { } members)
            {
                return $"'{rest[..length]}' is no class of characters that is known within a set.";
            }

            text.Append(members);
            place += length;
            return null;
        }

        // Behind a dash .NET reads a bracket as the beginning of what is taken away from the set, and wants the end of a range.
        var isPlainDash = rest is ['-', '\\', 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'h' or 'H', ..];
        text.Append(rest[0] == '[' ? @"\[" : isPlainDash ? @"\-" : rest[..1]);
        setStart = rest[0] == ']' && !IsFirst() ? -1 : setStart;
        place++;
        return null;
    }

    private string? StepOutside(ReadOnlySpan<char> rest)
    {
        if (LengthOfQuantifier(rest) is var quantifier and > 0)
        {
            AppendQuantifier(rest, quantifier);
            return null;
        }

        if (rest.StartsWith("(?P="))
        {
            var length = rest.IndexOf(')');
            return length < 0 ? "'(?P=' is not closed." : Atom($@"\k<{rest[4..length]}>", length + 1);
        }

        switch (rest[0])
        {
            case '(':
                groups.Push(text.Length);
                atomStart = -1;
                return rest.StartsWith("(?P<") ? Copy("(?<", 4) : Copy("(", 1);
            case ')':
                atomStart = groups.TryPop(out var start) ? start : -1;
                return Copy(")", 1);
            case '[':
                setStart = place;
                atomStart = text.Length;
                return Copy("[", 1);
            case '|':
                atomStart = -1;
                return Copy("|", 1);
            default:
                return Atom(rest[..1], 1);
        }
    }

    private string? StepEscape(ReadOnlySpan<char> rest)
    {
        switch (rest[1])
        {
            case '_':
                return Atom("_", 2);
            case 'h' or 'H' or 'R' when RegexClasses.Escape(rest[1], setStart >= 0) is { } members:
                return Atom(members, 2);
            case 'Q':
                var end = rest.IndexOf(@"\E");
                foreach (var letter in end < 0 ? rest[2..] : rest[2..end])
                {
                    Atom(letter is ']' or '-' ? $@"\{letter}" : Regex.Escape(letter.ToString()), 0);
                }

                place = end < 0 ? pattern.Length : place + end + 2;
                return null;
            case 'E':
                place += 2;
                return null;
            case 'x' when rest is [_, _, '{', ..]:
                return StepCodePoint(rest);
            default:
                return Atom(rest[..2], 2);
        }
    }

    private string? StepCodePoint(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('}');
        if (end < 0 || !int.TryParse(rest[3..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code))
        {
            return @"'\x{' needs a code point in hexadecimal digits and '}'.";
        }

        var letters = string.Concat(new Rune(code).ToString().Select(letter => $@"\u{(int)letter:X4}"));
        return code < 0x10000 ? Atom(letters, end + 1)
            : setStart >= 0 ? $@"'{rest[..(end + 1)]}' cannot be part of a set: characters beyond U+FFFF are two here."
            : Atom($"(?:{letters})", end + 1);
    }

    /// <summary>What a possessive quantifier has taken it never gives back, as an atomic group.</summary>
    private void AppendQuantifier(ReadOnlySpan<char> rest, int length)
    {
        var isPossessive = atomStart >= 0 && rest.Length > length && rest[length] == '+';
        text.Append(rest[..length]);
        place += length;
        if (isPossessive)
        {
            text.Insert(atomStart, "(?>").Append(')');
            place++;
        }
        else if (rest.Length > length && rest[length] == '?')
        {
            text.Append('?');
            place++;
        }
    }

    private string? Atom(ReadOnlySpan<char> written, int length)
    {
        atomStart = setStart >= 0 ? atomStart : text.Length;
        return Copy(written, length);
    }

    private string? Copy(ReadOnlySpan<char> written, int length)
    {
        text.Append(written);
        place += length;
        return null;
    }

    /// <summary>How long <c>[:name:]</c> is; zero when it ends before that, so that its signs are members of the set.</summary>
    private static int LengthOfClass(ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("[:"))
        {
            return 0;
        }

        var end = rest[2..].IndexOfAny(']', '[', '\\');
        return end > 0 && rest[2 + end] == ']' && rest[1 + end] == ':' ? end + 3 : 0;
    }

    private static int LengthOfQuantifier(ReadOnlySpan<char> rest)
    {
        if (rest[0] is '*' or '+' or '?')
        {
            return 1;
        }

        var end = rest[0] == '{' ? rest.IndexOf('}') : -1;
        return end > 1 && rest[1] != ',' && !rest[1..end].ContainsAnyExcept(CountSigns) ? end + 1 : 0;
    }

    /// <summary>A closing bracket that is the first sign of a set is a member of it.</summary>
    private bool IsFirst() => place == setStart + 1 || (place == setStart + 2 && pattern[setStart + 1] == '^');
}
