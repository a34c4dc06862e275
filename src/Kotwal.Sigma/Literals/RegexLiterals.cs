using System.Buffers;
using System.Text;

namespace Kotwal.Sigma.Literals;

/// <summary>
/// The plain texts that stand in everything that a regular expression finds. Only what is certain: what this reader does not know
/// makes it give up. Letters beyond ASCII end a text, because of case.
/// </summary>
internal sealed class RegexLiterals
{
    private const int DeepestGroups = 64;
    private static readonly SearchValues<char> CountSigns = SearchValues.Create("0123456789,");

    private readonly int field;
    private readonly string pattern;
    private int place;
    private int depth;
    private bool hasGivenUp;

    private RegexLiterals(int field, string pattern)
    {
        this.field = field;
        this.pattern = pattern;
    }

    public static Necessity Of(int field, string pattern)
    {
        var reader = new RegexLiterals(field, pattern);
        var found = reader.ReadAlternatives();
        return reader.hasGivenUp || reader.place < pattern.Length ? Necessity.Nothing : found;
    }

    private Necessity ReadAlternatives()
    {
        List<Necessity> branches = [ReadSequence()];
        while (!hasGivenUp && place < pattern.Length && pattern[place] == '|')
        {
            place++;
            branches.Add(ReadSequence());
        }

        return Necessity.Any(branches);
    }

    private Necessity ReadSequence()
    {
        var found = new List<Necessity>();
        var run = new StringBuilder();
        while (!hasGivenUp && place < pattern.Length && pattern[place] is not ('|' or ')'))
        {
            var group = Necessity.Nothing;
            var letter = '\0';
            switch (pattern[place])
            {
                case '(':
                    group = ReadGroup();
                    break;
                case '[':
                    SkipSet();
                    break;
                case '\\':
                    letter = ReadEscape();
                    break;
                case '.' or '^' or '$':
                    place++;
                    break;
                case '*' or '+' or '?' or '{':
                    GiveUp();
                    break;
                default:
                    letter = pattern[place++];
                    break;
            }

            var (isNeeded, isOnce) = ReadCount();
            if (letter is > '\0' and <= '\x7F' && isNeeded)
            {
                run.Append(letter);
            }

            if (letter is '\0' or > '\x7F' || !isNeeded || !isOnce)
            {
                Close(run, found);
            }

            if (isNeeded)
            {
                found.Add(group);
            }
        }

        Close(run, found);
        return Necessity.All(found);
    }

    private Necessity ReadGroup()
    {
        if (++depth > DeepestGroups)
        {
            GiveUp();
            return Necessity.Nothing;
        }

        place++;
        if (place < pattern.Length && pattern[place] == '?' && !SkipGroupName())
        {
            // Look-around, conditions, options: what follows may not be what it seems.
            GiveUp();
            return Necessity.Nothing;
        }

        var found = ReadAlternatives();
        if (place >= pattern.Length)
        {
            GiveUp();
        }

        place++;
        depth--;
        return found;
    }

    private bool SkipGroupName()
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
    private void SkipSet()
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
    private char ReadEscape()
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
    private (bool IsNeeded, bool IsOnce) ReadCount()
    {
        if (hasGivenUp || place >= pattern.Length || pattern[place] is not ('*' or '+' or '?' or '{'))
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

    private void Close(StringBuilder run, List<Necessity> found)
    {
        if (run.Length > 0)
        {
            var bytes = Encoding.ASCII.GetBytes(run.ToString().ToLowerInvariant());
            found.Add(Necessity.Of(new(field, LiteralKind.Anywhere, bytes, IsNumber: false)));
            run.Clear();
        }
    }

    private void GiveUp()
    {
        hasGivenUp = true;
        place = pattern.Length;
    }
}
