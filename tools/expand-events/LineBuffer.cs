using System.Text;

namespace Kotwal.ExpandEvents;

/// <summary>A line in the making; cleared and filled again.</summary>
internal sealed class LineBuffer
{
    private byte[] bytes = new byte[16 * 1024];
    private int length;

    public ReadOnlyMemory<byte> Line => bytes.AsMemory(0, length);

    public void Clear() => length = 0;

    public void Append(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(bytes.AsSpan(length));
        length += text.Length;
    }

    public void Append(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
    }

    /// <summary>Appends a value as its type writes it in the given format.</summary>
    public void Append<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        const int LongestValueBytes = 64;
        Reserve(LongestValueBytes);
        value.TryFormat(bytes.AsSpan(length), out var written, format, System.Globalization.CultureInfo.InvariantCulture);
        length += written;
    }

    private void Reserve(int room)
    {
        if (length + room > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(length + room, bytes.Length * 2));
        }
    }
}
