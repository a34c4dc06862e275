namespace Kotwal.Events.Reading;

/// <summary>Walks <c>key=value key="quoted value" key='quoted'</c>; what is no pair is stepped over.</summary>
internal ref struct KeyValue(ReadOnlySpan<byte> text)
{
    private const int MaxBracesBytes = 4096;

    private readonly ReadOnlySpan<byte> text = text;
    private int next;

    /// <summary>Where the key stands.</summary>
    public (int Start, int Length) Key { get; private set; }

    /// <summary>Where the value stands, without its quotes.</summary>
    public (int Start, int Length) Value { get; private set; }

    /// <summary>The quote around the value, or 0.</summary>
    public byte Quote { get; private set; }

    public bool MoveNext()
    {
        while (next < text.Length)
        {
            var blank = text[next..].IndexOfAnyExcept(" ,\u001d"u8);
            if (blank < 0)
            {
                break;
            }

            next += blank;
            var end = text[next..].IndexOfAny(" =\u001d"u8);
            if (end < 0)
            {
                break;
            }

            Key = (next, end);
            next += end;
            if (text[next] == (byte)'=' && Key.Length > 0)
            {
                next++;
                ReadValue();
                return true;
            }

            next++;
        }

        next = text.Length;
        return false;
    }

    private void ReadValue()
    {
        Quote = next < text.Length && text[next] is (byte)'"' or (byte)'\'' ? text[next] : (byte)0;
        if (Quote != 0)
        {
            var length = text[(next + 1)..].IndexOf(Quote);
            if (length >= 0)
            {
                Value = (next + 1, length);
                next += length + 2;
                return;
            }

            Quote = 0;
        }

        // Enriched addresses come in braces: SADDR={ fam=inet laddr=192.0.2.1 lport=22 }
        var inBraces = text[next..Math.Min(text.Length, next + MaxBracesBytes)];
        var brace = inBraces.StartsWith("{"u8) ? inBraces.IndexOf((byte)'}') + 1 : 0;
        Value = (next, brace > 0 ? brace : PlainLength(text[next..]));
        next += Value.Length;
    }

    // A word without an equals sign goes on with the value before it: op=adding user acct="svc"
    private static int PlainLength(ReadOnlySpan<byte> rest)
    {
        var length = 0;
        while (true)
        {
            var end = rest[length..].IndexOfAny(" \u001d"u8);
            if (end < 0)
            {
                return rest.Length;
            }

            length += end;
            var word = rest[(length + 1)..];
            var stop = word.IndexOfAny(" =\u001d"u8);
            if (rest[length] != (byte)' ' || end == 0 || stop <= 0 || word[stop] != (byte)' ')
            {
                return length;
            }

            length++;
        }
    }
}
