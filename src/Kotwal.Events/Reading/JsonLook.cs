namespace Kotwal.Events.Reading;

/// <summary>A look at bytes that may be JSON, cheap enough for every record.</summary>
internal static class JsonLook
{
    /// <summary>True when the first byte that counts is an opening brace.</summary>
    public static bool OpensObject(ReadOnlySpan<byte> payload)
    {
        var (start, length) = JsonText.Trim(payload);
        return length > 0 && payload[start] == (byte)'{';
    }

    /// <summary>True when the first byte that counts is an opening brace and a name or the end follows.</summary>
    public static bool IsObject(ReadOnlySpan<byte> payload)
    {
        var (start, length) = JsonText.Trim(payload);
        if (length < 2 || payload[start] != (byte)'{')
        {
            return false;
        }

        var next = payload.Slice(start + 1, length - 1).TrimStart(" \t\r\n"u8);
        return next.Length > 0 && next[0] is (byte)'"' or (byte)'}';
    }
}
