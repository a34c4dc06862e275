namespace Kotwal.Hunt.Reading;

/// <summary>Looks ahead over text in brackets, quotes and comments left aside.</summary>
internal static class Brackets
{
    /// <summary>Where the bracket that opens at the place is closed; the text's length when it is not.</summary>
    public static int Closing(string text, int open)
    {
        var depth = 0;
        for (var place = open; place < text.Length; place = Next(text, place))
        {
            if (text[place] is '(' or '[' or '{')
            {
                depth++;
            }
            else if (text[place] is ')' or ']' or '}' && --depth == 0)
            {
                return place;
            }
        }

        return text.Length;
    }

    /// <summary>True when a <c>|</c> stands between two places.</summary>
    public static bool HoldsPipe(string text, int start, int end)
    {
        for (var place = start; place < end; place = Next(text, place))
        {
            if (text[place] == '|')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a <c>|</c> stands between two places, outside brackets that open there.</summary>
    public static bool HoldsOuterPipe(string text, int start, int end)
    {
        for (var place = start; place < end; place = text[place] is '(' or '[' or '{' ? Closing(text, place) + 1 : Next(text, place))
        {
            if (text[place] == '|')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the statement that starts at the place ends: at a <c>;</c> outside brackets, or at the text's end.</summary>
    public static int EndOfStatement(string text, int start)
    {
        var place = start;
        while (place < text.Length && text[place] != ';')
        {
            place = text[place] is '(' or '[' or '{' ? Math.Min(Closing(text, place) + 1, text.Length) : Next(text, place);
        }

        return place;
    }

    // The next place that is neither in quotes nor in a comment.
    private static int Next(string text, int place)
    {
        if (text[place] == '/' && place + 1 < text.Length && text[place + 1] == '/')
        {
            var line = text.IndexOf('\n', place);
            return line < 0 ? text.Length : line + 1;
        }

        if (text[place] is not ('"' or '\''))
        {
            return place + 1;
        }

        var quote = text[place];
        var isVerbatim = place > 0 && text[place - 1] == '@';
        for (place++; place < text.Length && text[place] != quote; place++)
        {
            place += text[place] == '\\' && !isVerbatim ? 1 : 0;
        }

        return Math.Min(place + 1, text.Length);
    }
}
