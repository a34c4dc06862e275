using System.Buffers;

namespace Kotwal.Events.Framing;

/// <summary>
/// Finds where records end. Keeps its place within an unfinished record, so that no byte is looked at twice. A JSON document
/// may span lines; a broken one ends where a line begins that cannot belong to it.
/// </summary>
internal sealed class FrameScanner(RecordFraming framing)
{
    // How far to look for what follows an opening brace before calling it text.
    private const int MaxLookBytes = 4096;

    // How far to look for the end of a document's first line before calling it a document of several.
    private const int MaxFirstLineBytes = 64 * 1024;

    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]\n"u8);

    private State state;
    private bool isAtStart = true;
    private bool isInArray;
    private bool isAfterDocument;
    private bool isInText;
    private bool isEscaped;
    private int depth;

    private enum State
    {
        Between,
        Line,
        Document,
    }

    /// <summary>Bytes of the unfinished record that need not be looked at again.</summary>
    public int Scanned { get; set; }

    /// <summary>Looks at all bytes that are not done with yet.</summary>
    public Frame Scan(ReadOnlySpan<byte> bytes, bool isEnded)
    {
        if (state == State.Between)
        {
            if (bytes.IsEmpty)
            {
                return Frame.Unfinished;
            }

            var skipped = Begin(bytes, isEnded);
            if (skipped is not null)
            {
                return skipped.Value;
            }
        }

        return state == State.Line ? ScanLine(bytes, isEnded) : ScanDocument(bytes, isEnded);
    }

    // Decides what the next record is. Answers only when there is something to skip, or a record is whole at a glance.
    private Frame? Begin(ReadOnlySpan<byte> bytes, bool isEnded)
    {
        if (isAtStart && bytes[0] == 0xEF && bytes.Length < 3 && !isEnded)
        {
            return Frame.Unfinished;
        }

        var mark = isAtStart && bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        isAtStart = false;
        var blank = bytes[mark..].IndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (mark + blank != 0)
        {
            return Frame.Skip(blank < 0 ? bytes.Length : mark + blank);
        }

        if (framing == RecordFraming.Lines)
        {
            return Enter(State.Line);
        }

        var first = Near(bytes, MaxLookBytes).IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (first < 0)
        {
            return isEnded || bytes.Length >= MaxLookBytes ? Enter(State.Line) : Frame.Unfinished;
        }

        var mayFollow = bytes[(first + 1)..];
        switch (bytes[first])
        {
            case (byte)',' when isInArray || isAfterDocument:
                return Frame.Skip(first + 1);
            case (byte)']' when isInArray:
                isInArray = false;
                return Frame.Skip(first + 1);
            case (byte)'[' when !isInArray:
                return NextOf(mayFollow, isEnded, out var inner) ? BeginArray(first, inner) : Frame.Unfinished;
            case (byte)'{':
                if (!NextOf(mayFollow, isEnded, out var next))
                {
                    return Frame.Unfinished;
                }

                return next is (byte)'"' or (byte)'}' ? BeginDocument(bytes, first, isEnded) : Enter(State.Line);
            default:
                return Enter(State.Line);
        }
    }

    private Frame? BeginArray(int first, byte inner)
    {
        if (inner is not ((byte)'{' or (byte)']'))
        {
            return Enter(State.Line);
        }

        isInArray = true;
        return Frame.Skip(first + 1);
    }

    // The plain case, one document a line, is told by the ends of the line alone. They are waited for: how a line is read must
    // not depend on the pieces in which it comes.
    private Frame? BeginDocument(ReadOnlySpan<byte> bytes, int first, bool isEnded)
    {
        if (first > 0)
        {
            return Frame.Skip(first);
        }

        var end = isInArray ? -1 : Near(bytes, MaxFirstLineBytes).IndexOf((byte)'\n');
        var mayEndLater = !isInArray && (end < 0 ? bytes.Length < MaxFirstLineBytes : end + 1 == bytes.Length);
        if (mayEndLater && !isEnded)
        {
            return Frame.Unfinished;
        }

        if (end > 0)
        {
            var line = bytes[..end].TrimEnd((byte)'\r');
            var isFollowed = end + 1 < bytes.Length ? bytes[end + 1] == (byte)'{' : isEnded;
            if (isFollowed && line[^1] == (byte)'}' && line.IndexOf("}{"u8) < 0 && line.IndexOf("} {"u8) < 0)
            {
                isAfterDocument = true;
                return new(true, 0, line.Length, end + 1);
            }
        }

        depth = 0;
        isInText = false;
        isEscaped = false;
        return Enter(State.Document);
    }

    private Frame? Enter(State entered)
    {
        state = entered;
        Scanned = 0;
        return null;
    }

    // False when the next byte that is no blank has not come yet.
    private static bool NextOf(ReadOnlySpan<byte> bytes, bool isEnded, out byte next)
    {
        var place = Near(bytes, MaxLookBytes).IndexOfAnyExcept(" \t\r\n"u8);
        next = place < 0 ? default : bytes[place];
        return place >= 0 || isEnded || bytes.Length >= MaxLookBytes;
    }

    private static ReadOnlySpan<byte> Near(ReadOnlySpan<byte> bytes, int length) => bytes[..Math.Min(bytes.Length, length)];

    private Frame ScanLine(ReadOnlySpan<byte> bytes, bool isEnded)
    {
        var found = bytes[Scanned..].IndexOf((byte)'\n');
        if (found >= 0)
        {
            return End(bytes, Scanned + found, Scanned + found + 1, isDocument: false);
        }

        Scanned = bytes.Length;
        return isEnded ? End(bytes, bytes.Length, bytes.Length, isDocument: false) : Frame.Unfinished;
    }

    private Frame ScanDocument(ReadOnlySpan<byte> bytes, bool isEnded)
    {
        while (Scanned < bytes.Length)
        {
            var frame = isInText ? ScanText(bytes) : ScanStructure(bytes, isEnded);
            if (frame is not null)
            {
                return frame.Value;
            }
        }

        return isEnded ? End(bytes, bytes.Length, bytes.Length, isDocument: true) : Frame.Unfinished;
    }

    private Frame? ScanText(ReadOnlySpan<byte> bytes)
    {
        if (isEscaped)
        {
            isEscaped = false;
            Scanned++;
            return null;
        }

        var found = bytes[Scanned..].IndexOfAny((byte)'"', (byte)'\\', (byte)'\n');
        if (found < 0)
        {
            Scanned = bytes.Length;
            return null;
        }

        var at = Scanned + found;
        Scanned = at + 1;
        switch (bytes[at])
        {
            case (byte)'\n':
                // No JSON text holds a bare line feed: the document is broken and ends with its line.
                return End(bytes, at, at + 1, isDocument: false);
            case (byte)'"':
                isInText = false;
                return null;
            default:
                isEscaped = true;
                return null;
        }
    }

    private Frame? ScanStructure(ReadOnlySpan<byte> bytes, bool isEnded)
    {
        var found = bytes[Scanned..].IndexOfAny(Structure);
        if (found < 0)
        {
            Scanned = bytes.Length;
            return null;
        }

        var at = Scanned + found;
        switch (bytes[at])
        {
            case (byte)'"':
                isInText = true;
                break;
            case (byte)'{' or (byte)'[':
                depth++;
                break;
            case (byte)'}' or (byte)']':
                if (--depth <= 0)
                {
                    return End(bytes, at + 1, at + 1, isDocument: true);
                }

                break;
            case (byte)'\n':
                if (at + 1 == bytes.Length && !isEnded)
                {
                    Scanned = at;
                    return Frame.Unfinished;
                }

                if (BeginsAnother(bytes, at))
                {
                    return End(bytes, at, at + 1, isDocument: false);
                }

                break;
        }

        Scanned = at + 1;
        return null;
    }

    // An object at the very start of a line, where the document before allows none: that one was cut.
    private static bool BeginsAnother(ReadOnlySpan<byte> bytes, int lineFeed)
    {
        if (lineFeed + 1 >= bytes.Length || bytes[lineFeed + 1] != (byte)'{')
        {
            return false;
        }

        var before = bytes[..lineFeed].TrimEnd(" \t\r\n"u8);
        return before.IsEmpty || !"[,:"u8.Contains(before[^1]);
    }

    private Frame End(ReadOnlySpan<byte> bytes, int end, int used, bool isDocument)
    {
        state = State.Between;
        isAfterDocument = isDocument;
        Scanned = 0;
        return new(true, 0, bytes[..end].TrimEnd((byte)'\r').Length, used);
    }
}
