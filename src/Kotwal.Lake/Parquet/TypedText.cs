using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Kotwal.Lake.Columns;

namespace Kotwal.Lake.Parquet;

/// <summary>Reads values for columns that are not text. False means that the column cannot hold the value.</summary>
internal static class TypedText
{
    private const int LongestNumberBytes = 64;
    private const int LongestTimeBytes = 40;

    public static bool TryReadLong(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;

    public static bool TryReadDouble(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        return text.Length <= LongestNumberBytes
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    public static bool TryReadBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        value = Ascii.EqualsIgnoreCase(text, "true"u8);
        return value || Ascii.EqualsIgnoreCase(text, "false"u8);
    }

    /// <summary>Reads RFC 3339 text as microseconds since 1970.</summary>
    /// <param name="text">The text; a time without a zone is refused, since nobody says what it means.</param>
    /// <param name="microseconds">The point in time, rounded down.</param>
    /// <param name="isExact">False when the text has more digits than a microsecond has.</param>
    public static bool TryReadTime(ReadOnlySpan<byte> text, out long microseconds, out bool isExact)
    {
        microseconds = 0;
        isExact = false;
        if (text.Length is < 20 or > LongestTimeBytes || !Ascii.IsValid(text) || !HasZone(text))
        {
            return false;
        }

        var point = text.IndexOf((byte)'.');
        var digits = point < 0 ? 0 : text[(point + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        isExact = digits <= 6;
        if (!DateTimeOffset.TryParse(Encoding.ASCII.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return false;
        }

        microseconds = Microseconds.Of(time);
        return true;
    }

    private static bool HasZone(ReadOnlySpan<byte> text) =>
        text[^1] is (byte)'Z' or (byte)'z' || text[^6] is (byte)'+' or (byte)'-';
}
