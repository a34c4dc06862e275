using System.Runtime.CompilerServices;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Json;

/// <summary>
/// Reads one JSON object into a frame: flat, nested (names joined with dots), or an EVTX export, in which the elements below
/// <c>Event</c> are named by themselves and attributes <c>Element_Attribute</c>. An export is what has an <c>Event</c> with <c>System</c>,
/// <c>EventData</c> or <c>UserData</c> in it, or <c>System</c> beside one of the other two. A list is a field with several values, and so is a
/// name that stands twice; an object is there without a value of its own. Allocates nothing once it has seen the largest document. One thread at a time.
/// </summary>
/// <param name="names">The fields that rules name.</param>
/// <param name="maxBytes">Longest document, in bytes. Default 4,194,304.</param>
public sealed class SigmaJsonReader(SigmaFieldNames names, int maxBytes = 4 * 1024 * 1024)
{
    /// <summary>Deepest nesting of objects and arrays that is read.</summary>
    public const int MaxDepth = 64;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly JsonLevel[] levels = new JsonLevel[MaxDepth];
    private readonly JsonNames paths = new(names);

    /// <summary>Reads a document. What was in the frame is forgotten.</summary>
    /// <returns>False when it is longer or deeper than is read, or no JSON object; the frame is empty then.</returns>
    public bool TryRead(ReadOnlySpan<byte> json, SigmaEventFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        json = json.StartsWith(ByteOrderMark) ? json[ByteOrderMark.Length..] : json;
        if (json.Length <= maxBytes)
        {
            if (TryWalk(json, frame))
            {
                return paths.WereRight(frame, json.Length) || TryWalk(json, frame);
            }
        }

        frame.Clear();
        return false;
    }

    private bool TryWalk(ReadOnlySpan<byte> json, SigmaEventFrame frame)
    {
        paths.Begin();
        frame.Load(json);
        return Walk(frame, json.Length);
    }

    private bool Walk(SigmaEventFrame frame, int length)
    {
        var text = frame.Document;
        var quotes = frame.Quotes;
        var place = Skip(text, 0);
        if (text[place] != '{')
        {
            return false;
        }

        place = Skip(text, place + 1);
        levels[0] = default;
        if (text[place] == '}')
        {
            return Skip(text, place + 1) == length;
        }

        var depth = 0;
        while (true)
        {
            ref var level = ref levels[depth];
            var field = level.Field;
            var (nameStart, nameEnd) = (level.NameStart, level.NameEnd);
            if (!level.IsArray)
            {
                if (text[place] != '"' || quotes[0] != place || quotes[1] >= length)
                {
                    return false;
                }

                (nameStart, nameEnd) = (place + 1, quotes[1]);
                quotes = quotes[2..];
                field = paths.FieldOf(frame, level, nameStart, nameEnd);
                place = Skip(text, nameEnd + 1);
                if (text[place] != ':')
                {
                    return false;
                }

                place = Skip(text, place + 1);
            }

            var first = text[place];
            if (first == '"')
            {
                if (quotes[0] != place || quotes[1] >= length)
                {
                    return false;
                }

                frame.AddString(field, place + 1, quotes[1]);
                place = quotes[1] + 1;
                quotes = quotes[2..];
            }
            else if (first is (byte)'{' or (byte)'[')
            {
                if (++depth == MaxDepth)
                {
                    return false;
                }

                levels[depth] = paths.Enter(frame, levels[depth - 1], depth, field, nameStart, nameEnd, first == '[');
                var start = place;
                place = Skip(text, place + 1);
                var isEmpty = text[place] == first + 2;
                if (field >= 0 && (isEmpty || first == '{'))
                {
                    // A field without a value is there all the same; of a list without values nothing can be said but null.
                    var isNull = first == '[' && !levels[depth - 1].IsArray;
                    frame.AddPlain(field, start, 0, isNull ? SigmaValueKind.Null : SigmaValueKind.Object);
                }

                if (!isEmpty)
                {
                    continue;
                }
            }
            else if ((place = AddScalar(frame, text, field, place)) < 0)
            {
                return false;
            }

            place = Skip(text, place);
            while (text[place] is (byte)'}' or (byte)']')
            {
                if (text[place] == '}' == levels[depth].IsArray)
                {
                    return false;
                }

                place = Skip(text, place + 1);
                if (--depth < 0)
                {
                    return place == length;
                }
            }

            if (text[place] != ',')
            {
                return false;
            }

            place = Skip(text, place + 1);
        }
    }

    private static int AddScalar(SigmaEventFrame frame, ReadOnlySpan<byte> text, int field, int place)
    {
        var (end, kind) = text[place] switch
        {
            (byte)'t' when text[place..].StartsWith("true"u8) => (place + 4, SigmaValueKind.Boolean),
            (byte)'f' when text[place..].StartsWith("false"u8) => (place + 5, SigmaValueKind.Boolean),
            (byte)'n' when text[place..].StartsWith("null"u8) => (place + 4, SigmaValueKind.Null),
            _ => (JsonScalars.EndOfNumber(text, place), SigmaValueKind.Number),
        };
        if (end >= 0)
        {
            frame.AddPlain(field, place, kind == SigmaValueKind.Null ? 0 : end - place, kind);
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Skip(ReadOnlySpan<byte> text, int place)
    {
        while (text[place] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            place++;
        }

        return place;
    }
}
