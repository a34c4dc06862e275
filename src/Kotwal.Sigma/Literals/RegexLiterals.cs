using System.Text;

namespace Kotwal.Sigma.Literals;

/// <summary>
/// The plain texts that stand in everything that a regular expression finds. Only what is certain: what this reader does not know
/// makes it give up. Letters beyond ASCII end a text, because of case.
/// </summary>
internal sealed class RegexLiterals
{
    private const int DeepestGroups = 64;

    private readonly int field;
    private readonly RegexCursor cursor;
    private int depth;

    private RegexLiterals(int field, string pattern)
    {
        this.field = field;
        cursor = new(pattern);
    }

    public static Necessity Of(int field, string pattern)
    {
        var reader = new RegexLiterals(field, pattern);
        var found = reader.ReadAlternatives();
        return reader.cursor.HasGivenUp || !reader.cursor.IsAtEnd ? Necessity.Nothing : found;
    }

    private Necessity ReadAlternatives()
    {
        List<Necessity> branches = [ReadSequence()];
        while (!cursor.IsAtEnd && cursor.Sign == '|')
        {
            cursor.Skip();
            branches.Add(ReadSequence());
        }

        return Necessity.Any(branches);
    }

    private Necessity ReadSequence()
    {
        var found = new List<Necessity>();
        var run = new StringBuilder();
        while (!cursor.IsAtEnd && cursor.Sign is not ('|' or ')'))
        {
            var group = Necessity.Nothing;
            var letter = '\0';
            switch (cursor.Sign)
            {
                case '(':
                    group = ReadGroup();
                    break;
                case '[':
                    cursor.SkipSet();
                    break;
                case '\\':
                    letter = cursor.ReadEscape();
                    break;
                case '.' or '^' or '$':
                    cursor.Skip();
                    break;
                case '*' or '+' or '?' or '{':
                    cursor.GiveUp();
                    break;
                default:
                    letter = cursor.Sign;
                    cursor.Skip();
                    break;
            }

            var (isNeeded, isOnce) = cursor.ReadCount();
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
            cursor.GiveUp();
            return Necessity.Nothing;
        }

        cursor.Skip();
        if (!cursor.IsAtEnd && cursor.Sign == '?' && !cursor.SkipGroupName())
        {
            // Look-around, conditions, options: what follows may not be what it seems.
            cursor.GiveUp();
            return Necessity.Nothing;
        }

        var found = ReadAlternatives();
        if (cursor.IsAtEnd)
        {
            cursor.GiveUp();
        }

        cursor.Skip();
        depth--;
        return found;
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
}
