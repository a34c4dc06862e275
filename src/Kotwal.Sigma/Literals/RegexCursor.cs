using System.Buffers;

namespace Kotwal.Sigma.Literals;

/// <summary>A place in a regular expression that moves on over its signs: sets, escapes, counts, names of groups.</summary>
internal sealed class RegexCursor(string pattern)
{
    private static readonly SearchValues<char> CountSigns = SearchValues.Create("0123456789,");

    private int place;

    /// <summary>True once something stood there that this reader does not know; it is at the end then.</summary>
    public bool HasGivenUp { get; private set; }

    public bool IsAtEnd => place >= pattern.Length;

    /// <summary>The sign at the place, which must not be the end.</summary>
    public char Sign => pattern[place];

    public void Skip() => place++;

    public void GiveUp()
    {
        HasGivenUp = true;
        place = pattern.Length;
    }

    /// <summary>Skips what stands behind the parenthesis of a group that is only named or has options; false for other kinds of groups.</summary>
    public bool SkipGroupName()
    {
        var rest = pattern.AsSpan(place);
        if (rest.StartsWith("?:"))
        {
            place += 2;
            return true;
        }

        var name = rest.StartsWith("?P<") ? 3 : rest.StartsWith("?<") ? 2 : 0;
        var end = rest.IndexOf('>');
        if (name > 0 && end > name && char.IsAsciiLetter(rest[name]) && !rest[name..end].Contains('-'))
        {
            place += end + 1;
            return true;
        }

        // Options that change no letter but its case may stand anywhere; an empty group is left of them.
        var close = rest.IndexOfAny(')', ':');
        if (close > 1 && !rest[1..close].ContainsAnyExcept("ims-"))
        {
            place += rest[close] == ':' ? close + 1 : close;
            return true;
        }

        return false;
    }

    /// <summary>Skips a set of letters. Sets within sets and those that a reader could take for something else are left alone.</summary>
    public void SkipSet()
    {
        var end = place + 1;
        end += end < pattern.Length && pattern[end] == '^' ? 1 : 0;
        end += end < pattern.Length && pattern[end] == ']' ? 1 : 0;
        while (end < pattern.Length && pattern[end] != ']')
        {
            if (pattern[end] == '[')
            {
                GiveUp();
            }

            end += pattern[end] == '\\' ? 2 : 1;
        }

        if (end >= pattern.Length)
        {
            GiveUp();
        }

        place = end + 1;
    }

    /// <summary>The letter that an escape stands for; zero for one that stands for several or for none.</summary>
    public char ReadEscape()
    {
        if (place + 1 >= pattern.Length)
        {
            GiveUp();
            return '\0';
        }

        var letter = pattern[place + 1];
        place += 2;
        if (char.IsAsciiLetterOrDigit(letter))
        {
            if (letter is not ('d' or 'D' or 'w' or 'W' or 's' or 'S' or 'b' or 'B' or 'A' or 'z' or 'Z' or 'n' or 'r' or 't'))
            {
                GiveUp();
            }

            return letter switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => '\0' };
        }

        return letter;
    }

    /// <summary>Reads how often what came before stands there: whether at least once, and whether exactly once.</summary>
    public (bool IsNeeded, bool IsOnce) ReadCount()
    {
        if (HasGivenUp || place >= pattern.Length || pattern[place] is not ('*' or '+' or '?' or '{'))
        {
            return (true, true);
        }

        var sign = pattern[place++];
        var isNeeded = sign == '+';
        if (sign == '{')
        {
            var end = pattern.IndexOf('}', place);
            if (end <= place || !char.IsAsciiDigit(pattern[place]) || pattern.AsSpan(place, end - place).ContainsAnyExcept(CountSigns))
            {
                GiveUp();
                return (false, false);
            }

            isNeeded = pattern[place] != '0';
            place = end + 1;
        }

        if (place < pattern.Length && pattern[place] == '?')
        {
            place++;
        }

        if (place < pattern.Length && pattern[place] is '*' or '+' or '{')
        {
            GiveUp();
        }

        return (isNeeded, false);
    }
}
