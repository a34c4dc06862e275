using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Kotwal.Events;

namespace Kotwal.Collectors.Spool;

/// <summary>
/// An origin as bytes: source, transport, sender, format, zone and then the attributes' keys and values, each as a length (4
/// bytes, little-endian; minus one for null) and UTF-8.
/// </summary>
internal static class OriginCodec
{
    /// <summary>Longest encoded origin, in bytes.</summary>
    public const int MaxBytes = 64 << 10;

    private const int LengthBytes = 4;
    private const int MaxUtf8BytesPerChar = 3;

    /// <summary>An upper bound of the encoded length.</summary>
    public static long BoundOf(RecordOrigin origin)
    {
        var chars = (long)origin.Source.Length + origin.Transport.Length + (origin.Sender?.Length ?? 0)
            + (origin.Format?.Length ?? 0) + (origin.TimeZone?.Length ?? 0);
        foreach (var (key, value) in origin.Attributes)
        {
            chars += key.Length + value.Length;
        }

        return (chars * MaxUtf8BytesPerChar) + ((5 + (origin.Attributes.Count * 2L)) * LengthBytes);
    }

    public static void Write(RecordOrigin origin, IBufferWriter<byte> output)
    {
        WriteText(origin.Source, output);
        WriteText(origin.Transport, output);
        WriteText(origin.Sender, output);
        WriteText(origin.Format, output);
        WriteText(origin.TimeZone, output);
        foreach (var (key, value) in origin.Attributes)
        {
            WriteText(key, output);
            WriteText(value, output);
        }
    }

    /// <summary>Reads an origin; null when the bytes are not one.</summary>
    public static RecordOrigin? Read(ReadOnlySpan<byte> bytes)
    {
        if (!TryReadText(ref bytes, out var source) || !TryReadText(ref bytes, out var transport)
            || !TryReadText(ref bytes, out var sender) || !TryReadText(ref bytes, out var format)
            || !TryReadText(ref bytes, out var zone) || source is null || transport is null)
        {
            return null;
        }

        var attributes = new List<KeyValuePair<string, string>>();
        while (!bytes.IsEmpty)
        {
            if (!TryReadText(ref bytes, out var key) || !TryReadText(ref bytes, out var value) || key is null || value is null)
            {
                return null;
            }

            attributes.Add(new(key, value));
        }

        return new RecordOrigin
        {
            Source = source,
            Transport = transport,
            Sender = sender,
            Format = format,
            TimeZone = zone,
            Attributes = attributes.Count == 0 ? [] : attributes,
        };
    }

    private static void WriteText(string? text, IBufferWriter<byte> output)
    {
        var bytes = text is null ? -1 : Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(LengthBytes), bytes);
        output.Advance(LengthBytes);
        if (bytes > 0)
        {
            output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(bytes)));
        }
    }

    private static bool TryReadText(ref ReadOnlySpan<byte> bytes, out string? text)
    {
        text = null;
        if (bytes.Length < LengthBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        bytes = bytes[LengthBytes..];
        if (length == -1)
        {
            return true;
        }

        if (length < 0 || length > bytes.Length)
        {
            return false;
        }

        text = Encoding.UTF8.GetString(bytes[..length]);
        bytes = bytes[length..];
        return true;
    }
}
