using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Syslog;

/// <summary>Structured data of RFC 5424, section 6.3: <c>[id name="value" …][id …]</c>.</summary>
internal static class StructuredData
{
    private const int MaxParameters = 512;

    /// <summary>Adds the parameters; false when the data is not well-formed.</summary>
    public static bool Add(EventBatch output, JsonNames names, ReadOnlySpan<byte> payload, TextPlace place)
    {
        var at = place.Offset;
        var end = place.Offset + place.Length;
        var left = MaxParameters;
        while (at < end && payload[at] == (byte)'[')
        {
            var id = Word(payload[(at + 1)..end]);
            var element = names.Child(names.Root, payload.Slice(at + 1, id));
            at += 1 + id;
            while (at < end && payload[at] == (byte)' ' && left-- > 0 && TryParameter(output, names, payload, element, ref at, end))
            {
            }

            if (at >= end || payload[at] != (byte)']')
            {
                return false;
            }

            at++;
        }

        return at == end;
    }

    private static bool TryParameter(EventBatch output, JsonNames names, ReadOnlySpan<byte> payload, JsonName element, ref int at, int end)
    {
        var name = Word(payload[(at + 1)..end]);
        var value = at + 1 + name + "=\""u8.Length;
        if (name == 0 || value > end || !payload[(at + 1 + name)..].StartsWith("=\""u8))
        {
            return false;
        }

        var field = names.Child(element, payload.Slice(at + 1, name)).Meaning.Field!;
        var room = output.Reserve(end - value);
        var written = 0;
        for (; value < end && payload[value] != (byte)'"'; value++)
        {
            // Only quote, backslash and bracket are escaped; any other backslash stands for itself.
            var isEscape = payload[value] == (byte)'\\' && value + 1 < end && "\"\\]"u8.Contains(payload[value + 1]);
            value += isEscape ? 1 : 0;
            room[written++] = payload[value];
        }

        output.Add(field, output.Keep(written));
        at = value + 1;
        return true;
    }

    private static int Word(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny(" =\"]"u8);
        return end < 0 ? text.Length : end;
    }
}
