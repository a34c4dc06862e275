namespace Kotwal.Collectors.Framing;

/// <summary>One record per line. A carriage return before the line feed is dropped, and so are empty lines.</summary>
/// <param name="maxBytes">Most bytes kept of a line.</param>
/// <param name="keepsEmpty">True where an empty line means something, too.</param>
internal sealed class LineFramer(int maxBytes, bool keepsEmpty = false) : IFramer
{
    private bool isSkipping;
    private int scanned;

    public int MaxBytes { get; set; } = maxBytes;

    public int Read(ReadOnlySpan<byte> buffer, bool isEnd, List<Framed> records)
    {
        var position = 0;
        while (position < buffer.Length)
        {
            var rest = buffer[position..];
            var end = rest[scanned..].IndexOf((byte)'\n');
            if (end < 0)
            {
                return position + ReadPart(rest, position, isEnd, records);
            }

            end += scanned;
            scanned = 0;
            if (!isSkipping)
            {
                Add(rest[..end], position, records);
            }

            isSkipping = false;
            position += end + 1;
        }

        return position;
    }

    /// <summary>A line whose end has not come: it waits, is cut, or is the last one.</summary>
    private int ReadPart(ReadOnlySpan<byte> rest, int position, bool isEnd, List<Framed> records)
    {
        // One byte more than is kept may be the carriage return.
        if (!isSkipping && !isEnd && rest.Length <= MaxBytes + 1)
        {
            scanned = rest.Length;
            return 0;
        }

        scanned = 0;
        if (!isSkipping && isEnd)
        {
            Add(rest, position, records);
        }
        else if (!isSkipping)
        {
            records.Add(new Framed(position, MaxBytes, IsTruncated: true));
            isSkipping = true;
        }

        return rest.Length;
    }

    private void Add(ReadOnlySpan<byte> line, int position, List<Framed> records)
    {
        if (line.EndsWith((byte)'\r'))
        {
            line = line[..^1];
        }

        if (!line.IsEmpty || keepsEmpty)
        {
            records.Add(new Framed(position, Math.Min(line.Length, MaxBytes), line.Length > MaxBytes));
        }
    }
}
