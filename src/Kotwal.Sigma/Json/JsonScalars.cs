namespace Kotwal.Sigma.Json;

/// <summary>Numbers, truth values and null (RFC 8259, sections 3 and 6).</summary>
internal static class JsonScalars
{
    /// <summary>Where the number ends that begins at a place; -1 when there is none. The text must end with something that is no part of a number.</summary>
    public static int EndOfNumber(ReadOnlySpan<byte> text, int place)
    {
        place += text[place] == '-' ? 1 : 0;
        var first = place;
        place = EndOfDigits(text, place);
        if (place == first || (text[first] == '0' && place > first + 1))
        {
            return -1;
        }

        if (text[place] == '.')
        {
            first = ++place;
            place = EndOfDigits(text, place);
            if (place == first)
            {
                return -1;
            }
        }

        if (text[place] is (byte)'e' or (byte)'E')
        {
            place += text[place + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            first = place;
            place = EndOfDigits(text, place);
            return place == first ? -1 : place;
        }

        return place;
    }

    private static int EndOfDigits(ReadOnlySpan<byte> text, int place)
    {
        while ((uint)(text[place] - '0') <= 9)
        {
            place++;
        }

        return place;
    }
}
