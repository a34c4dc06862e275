using System.Text;
using System.Text.Unicode;

namespace Kotwal.Inventory.Tables;

/// <summary>
/// The text of a document, chunk by chunk. A byte order mark tells the encoding; without one it is UTF-8, or Windows-1252, in
/// which several programs export, when the first chunk is no UTF-8. Does not own the document.
/// </summary>
internal sealed class TextChunks
{
    private const int ChunkBytes = 64 * 1024;
    private const int WindowsWestern = 1252;

    private readonly Stream document;
    private readonly byte[] bytes = new byte[ChunkBytes];
    private readonly char[] characters = new char[ChunkBytes + 16];
    private readonly Decoder decoder;
    private int start;
    private int end;
    private bool isEnd;

    public TextChunks(Stream document)
    {
        this.document = document;
        var count = document.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        isEnd = count < bytes.Length;
        var (encoding, mark) = Recognise(bytes.AsSpan(0, count));
        decoder = encoding.GetDecoder();
        end = decoder.GetChars(bytes.AsSpan(mark, count - mark), characters, flush: isEnd);
    }

    /// <summary>What is there of the text; not empty after <see cref="HasMore"/> was true.</summary>
    public ReadOnlySpan<char> Rest => characters.AsSpan(start, end - start);

    public void Skip(int count) => start += count;

    /// <summary>True when there is text; reads on when the chunk is used up.</summary>
    public bool HasMore()
    {
        while (start == end)
        {
            if (isEnd)
            {
                return false;
            }

            var count = document.Read(bytes);
            isEnd = count == 0;
            start = 0;
            end = decoder.GetChars(bytes.AsSpan(0, count), characters, flush: isEnd);
        }

        return true;
    }

    private static (Encoding Encoding, int MarkBytes) Recognise(ReadOnlySpan<byte> first)
    {
        if (first.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (Encoding.UTF8, 3);
        }

        if (first.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (Encoding.Unicode, 2);
        }

        if (first.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return (Encoding.BigEndianUnicode, 2);
        }

        return IsUtf8(first) ? (Encoding.UTF8, 0) : (CodePagesEncodingProvider.Instance.GetEncoding(WindowsWestern)!, 0);
    }

    // The chunk may end in the midst of a character, which has at most four bytes.
    private static bool IsUtf8(ReadOnlySpan<byte> first)
    {
        for (var cut = 0; cut <= Math.Min(first.Length, 3); cut++)
        {
            if (Utf8.IsValid(first[..^cut]))
            {
                return cut == 0 || first.Length == ChunkBytes;
            }
        }

        return false;
    }
}
