using System.Buffers;
using System.Text;
using Kotwal.Hunt;

namespace Kotwal.Lake.Words;

/// <summary>
/// Finds the words of UTF-8 text, split and lowered as <see cref="WordSplitter"/> does, and hashes them. Words that are not
/// ASCII once they are lowered are left out. Four short hexadecimal words in a row, joined by the same point, colon or hyphen,
/// count as a word besides: alone the parts of an address occur everywhere, but four of them together name it.
/// </summary>
internal static class WordScanner
{
    private const ulong Start = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;
    private const int LongestPart = 4;
    private const byte Beyond = 0xFF;

    // For each byte: its lower case where it belongs to a word, Beyond outside ASCII, zero where it does not belong to one.
    private static readonly byte[] Lowered = [.. Enumerable.Range(0, 256).Select(value => LowerOf((byte)value))];

    /// <summary>Adds the words of a text to a set.</summary>
    public static void Scan(ReadOnlySpan<byte> text, WordSet words)
    {
        var run = default(Run);
        for (var start = 0; start < text.Length; start++)
        {
            var hash = Start;
            var isAscii = true;
            var end = start;
            for (; end < text.Length && Lowered[text[end]] is var lower and not 0; end++)
            {
                hash = (hash ^ lower) * Prime;
                isAscii &= lower != Beyond;
            }

            if (end == start)
            {
                continue;
            }

            var word = text[start..end];
            if (isAscii || TryLower(word, out hash))
            {
                words.Add(Mix(hash));
            }

            run.Add(text, start, end, hash, words);
            start = end;
        }
    }

    // A few characters outside ASCII are lowered to one in it.
    private static bool TryLower(ReadOnlySpan<byte> word, out ulong hash)
    {
        hash = Start;
        if (word.IndexOf("\u0130"u8) < 0 && word.IndexOf("\u212A"u8) < 0)
        {
            return false;
        }

        var lowered = WordSplitter.Lower(Encoding.UTF8.GetString(word));
        foreach (var character in lowered)
        {
            hash = (hash ^ character) * Prime;
        }

        return Ascii.IsValid(lowered);
    }

    private static byte LowerOf(byte value) =>
        !WordSplitter.IsWordByte(value) ? (byte)0 : value >= 0x80 ? Beyond : (byte)char.ToLowerInvariant((char)value);

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 32)) * 0x9FB21C651E98DF25;
        hash = (hash ^ (hash >> 29)) * 0xD6E8FEB86659FD93;
        return hash ^ (hash >> 32);
    }

    /// <summary>Short hexadecimal words that stand in a row, joined alike.</summary>
    private struct Run
    {
        private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

        private ulong first;
        private ulong second;
        private ulong third;
        private int length;
        private int endsAt;
        private byte joint;

        public void Add(ReadOnlySpan<byte> text, int start, int end, ulong hash, WordSet words)
        {
            if (end - start > LongestPart || text[start..end].ContainsAnyExcept(HexDigits))
            {
                length = 0;
                return;
            }

            length = 1 + LengthBefore(text, start);
            if (length >= 4)
            {
                words.Add(Mix(Mix(Mix(Mix(first + joint) ^ second) + third) ^ hash));
            }

            (first, second, third) = (second, third, hash);
            endsAt = end;
        }

        // How many words of the run go on with the one that starts here.
        private int LengthBefore(ReadOnlySpan<byte> text, int start)
        {
            if (length == 0 || start != endsAt + 1 || text[endsAt] is not ((byte)'.' or (byte)':' or (byte)'-'))
            {
                return 0;
            }

            var isSame = length == 1 || text[endsAt] == joint;
            joint = text[endsAt];
            return isSame ? length : 1;
        }
    }
}
