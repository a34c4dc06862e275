namespace Kotwal.Collectors.Framing;

/// <summary>
/// JSON lines, and besides them top-level arrays, whose elements become records, and documents written over several lines, which
/// are known by a first line that holds nothing but a brace. What is malformed is a record too: a line feed ends a string that
/// was left open (RFC 8259 allows none inside), and a brace at the start of a line ends a document that was.
/// </summary>
internal sealed class JsonFramer(int maxBytes) : IFramer
{
    private readonly LineFramer lines = new(maxBytes);
    private readonly List<Framed> found = [];
    private Place place;
    private bool isInArray;
    private int scanned;
    private int depth;
    private bool isInString;
    private bool isEscaped;
    private bool isAtLineStart;
    private bool isCut;

    private enum Place
    {
        Between,
        Line,
        Value,
    }

    public int MaxBytes { get; set; } = maxBytes;

    public int Read(ReadOnlySpan<byte> buffer, bool isEnd, List<Framed> records)
    {
        var position = 0;
        while (position < buffer.Length)
        {
            var rest = buffer[position..];
            var consumed = place switch
            {
                Place.Between => ReadBetween(rest, isEnd),
                Place.Line => ReadLine(rest, position, isEnd, records),
                _ => ReadValue(rest, position, isEnd, records),
            };
            if (consumed < 0)
            {
                break;
            }

            position += consumed;
        }

        return position;
    }

    /// <summary>Passes over white space and separators and sees what comes; less than zero when that is not clear yet.</summary>
    private int ReadBetween(ReadOnlySpan<byte> rest, bool isEnd)
    {
        var blank = isInArray ? " \t\r\n,"u8 : " \t\r\n"u8;
        var start = rest.IndexOfAnyExcept(blank);
        if (start != 0)
        {
            return start < 0 ? rest.Length : start;
        }

        switch (rest[0])
        {
            case (byte)']' when isInArray:
                isInArray = false;
                return 1;
            case (byte)'[' when !isInArray:
                isInArray = true;
                return 1;
            case (byte)'{' when !isInArray:
                var next = rest[1..].IndexOfAnyExcept(" \t\r"u8);
                if (next < 0 && !isEnd && rest.Length <= MaxBytes)
                {
                    return -1;
                }

                place = next >= 0 && rest[next + 1] == '\n' ? Place.Value : Place.Line;
                return 0;
            default:
                place = isInArray ? Place.Value : Place.Line;
                return 0;
        }
    }

    private int ReadLine(ReadOnlySpan<byte> rest, int position, bool isEnd, List<Framed> records)
    {
        // One line at a time: the next may begin an array.
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..(end + 1)];
        found.Clear();
        lines.MaxBytes = MaxBytes;
        var consumed = lines.Read(line, isEnd, found);
        foreach (var record in found)
        {
            records.Add(record with { Start = position + record.Start });
        }

        place = end >= 0 ? Place.Between : Place.Line;
        return consumed == 0 ? -1 : consumed;
    }

    private int ReadValue(ReadOnlySpan<byte> rest, int position, bool isEnd, List<Framed> records)
    {
        while (scanned < rest.Length && (isCut || scanned <= MaxBytes))
        {
            if (EndsBefore(rest[scanned]))
            {
                return Emit(rest[..scanned], position, records);
            }

            if (Closes(rest[scanned++]))
            {
                return Emit(rest[..scanned], position, records);
            }
        }

        if (isEnd && (isCut || scanned <= MaxBytes))
        {
            return Emit(rest, position, records);
        }

        if (!isCut && scanned <= MaxBytes)
        {
            return -1;
        }

        if (!isCut)
        {
            records.Add(new Framed(position, MaxBytes, IsTruncated: true));
            isCut = true;
        }

        // Only the end of the value is still of interest, for the next one begins there.
        var passed = scanned;
        scanned = 0;
        return passed;
    }

    private bool EndsBefore(byte next) => isInArray
        ? depth == 0 && !isInString && next is (byte)',' or (byte)']'
        : isAtLineStart && next == '{';

    /// <summary>Takes one byte of a value in; true when it closes the value.</summary>
    private bool Closes(byte next)
    {
        isAtLineStart = next == '\n';
        if (next == '\n')
        {
            isInString = isEscaped = false;
        }
        else if (isEscaped)
        {
            isEscaped = false;
        }
        else if (isInString)
        {
            isEscaped = next == '\\';
            isInString = next != '"';
        }
        else if (next == '"')
        {
            isInString = true;
        }
        else if (next is (byte)'{' or (byte)'[')
        {
            depth++;
        }
        else if (next is (byte)'}' or (byte)']')
        {
            return --depth <= 0;
        }

        return false;
    }

    private int Emit(ReadOnlySpan<byte> value, int position, List<Framed> records)
    {
        var length = value.LastIndexOfAnyExcept(" \t\r\n"u8) + 1;
        if (length > 0 && !isCut)
        {
            // The byte that closes the value may be the one beyond the bound.
            records.Add(new Framed(position, Math.Min(length, MaxBytes), length > MaxBytes));
        }

        place = Place.Between;
        scanned = depth = 0;
        isInString = isEscaped = isAtLineStart = isCut = false;
        return value.Length;
    }
}
