using System.Buffers;
using System.Text;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// Takes the case from UTF-8 text, so that texts that differ in case only have the same bytes afterwards: simple mapping
/// to upper and then to lower case, character by character, without any culture. Bytes that are not UTF-8 stay.
/// </summary>
internal static class Utf8Fold
{
    /// <summary>Most bytes that folding can make of so many: a few characters of two bytes become three.</summary>
    public static int MaxLength(int length) => length + (length / 2) + 1;

    public static byte[] Fold(ReadOnlySpan<byte> text)
    {
        var folded = new byte[MaxLength(text.Length)];
        return folded[..Fold(text, folded)];
    }

    /// <summary>Folds into a buffer of at least <see cref="MaxLength"/> bytes and gives the number of bytes written.</summary>
    public static int Fold(ReadOnlySpan<byte> text, Span<byte> folded)
    {
        var written = 0;
        while (true)
        {
            var status = Ascii.ToLower(text, folded[written..], out var ascii);
            written += ascii;
            text = text[ascii..];
            if (status == OperationStatus.Done || text.IsEmpty)
            {
                return written;
            }

            while (!text.IsEmpty && text[0] >= 0x80)
            {
                var read = FoldOne(text, folded[written..], out var made);
                text = text[read..];
                written += made;
            }
        }
    }

    private static int FoldOne(ReadOnlySpan<byte> text, Span<byte> folded, out int made)
    {
        if (Rune.DecodeFromUtf8(text, out var rune, out var read) != OperationStatus.Done)
        {
            text[..read].CopyTo(folded);
            made = read;
            return read;
        }

        made = Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).EncodeToUtf8(folded);
        return read;
    }
}
