using Kotwal.Sigma.Frames;

namespace Kotwal.Sigma.Json;

/// <summary>Finds the field of a name from the name and the way to it.</summary>
internal sealed class JsonNames(SigmaFieldNames names)
{
    private const int LongestName = 1024;
    private const int Unknown = -1;

    // The way to the current object, with the dot or bar at its end; each level knows how much of it is its own.
    private readonly byte[] path = new byte[LongestName];
    private readonly byte[] composed = new byte[LongestName];
    private readonly EvtxForm form = new();
    private ByteTable table = names.Table;

    /// <summary>Begins with another document.</summary>
    public void Begin()
    {
        table = names.Table;
        form.Begin();
    }

    /// <summary>At the end of a document whether names were made as its form wants them; if not, it must be read anew.</summary>
    public bool WereRight(SigmaEventFrame frame, int length) => form.WasRight(frame.Document[..length]);

    /// <summary>The field of a name in an object, or -1.</summary>
    public int FieldOf(SigmaEventFrame frame, in JsonLevel level, int start, int end)
    {
        var name = frame.Document[start..end];
        if (level.PathLength == 0 && !frame.HasEscapes(start, end) && !(level.IsEvtx && name is [(byte)'#', ..]))
        {
            return Find(name);
        }

        return FindComposed(frame, level, start, end);
    }

    /// <summary>Goes into an object or an array that stands under a name.</summary>
    public JsonLevel Enter(SigmaEventFrame frame, in JsonLevel outer, int depth, int field, int start, int end, bool isArray)
    {
        var inner = new JsonLevel { IsArray = isArray, IsEvtx = outer.IsEvtx, Field = field, PathLength = outer.PathLength, NameStart = start, NameEnd = end };
        if (isArray || outer.IsArray)
        {
            // The objects of an array stand under its name.
            if (isArray)
            {
                inner.PathLength = outer.IsArray ? outer.PathLength : PathOf(frame, outer, ref inner, depth);
            }

            return inner;
        }

        inner.PathLength = PathOf(frame, outer, ref inner, depth);
        return inner;
    }

    private int PathOf(SigmaEventFrame frame, in JsonLevel outer, ref JsonLevel inner, int depth)
    {
        var name = frame.Document[inner.NameStart..inner.NameEnd];
        if (depth <= 2)
        {
            inner.IsEvtx |= form.IsEvtx(name, outer, inner.IsArray, depth);
        }

        inner.IsEvent = depth == 1 && name.SequenceEqual("Event"u8);
        if (!inner.IsEvtx)
        {
            return Extend(frame, outer.PathLength, inner.NameStart, inner.NameEnd, (byte)'.');
        }

        return name.SequenceEqual("#attributes"u8) && outer.NameEnd > 0
            ? Extend(frame, 0, outer.NameStart, outer.NameEnd, (byte)'_')
            : 0;
    }

    private int Extend(SigmaEventFrame frame, int used, int start, int end, byte joint)
    {
        if (used + end - start + 1 > LongestName)
        {
            // No rule names anything that long: what stands below is nobody's.
            return LongestName;
        }

        used += frame.Decode(start, end, path.AsSpan(used));
        path[used++] = joint;
        return used;
    }

    private int FindComposed(SigmaEventFrame frame, in JsonLevel level, int start, int end)
    {
        if (level.IsEvtx && frame.Document[start..end].SequenceEqual("#text"u8))
        {
            return Find(frame.Document[level.NameStart..level.NameEnd]);
        }

        if (level.IsEvtx && frame.Document[start..end].SequenceEqual("xmlns"u8))
        {
            return SigmaEventFrame.NoValue;
        }

        if (level.PathLength + end - start > LongestName)
        {
            return Unknown;
        }

        path.AsSpan(0, level.PathLength).CopyTo(composed);
        var length = level.PathLength + frame.Decode(start, end, composed.AsSpan(level.PathLength));
        return Find(composed.AsSpan(0, length));
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        var field = table.Find(name);
        return field >= 0 || !name.Contains((byte)' ') ? field : FindWithoutSpaces(name);
    }

    private int FindWithoutSpaces(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName)
        {
            return Unknown;
        }

        Span<byte> stripped = stackalloc byte[LongestName];
        var length = 0;
        foreach (var letter in name)
        {
            if (letter != ' ')
            {
                stripped[length++] = letter;
            }
        }

        return table.Find(stripped[..length]);
    }
}
