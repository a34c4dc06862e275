using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Frames;

/// <content>Texts that stand in JSON. Block by block the document is copied, its case taken away beside it, and quotes and escapes are found.</content>
public sealed partial class SigmaEventFrame
{
    private ulong[] escaped = [];
    private int[] quotes = [];

    /// <summary>The document, with zeros behind it.</summary>
    internal ReadOnlySpan<byte> Document => text.AsSpan(0, textUsed + Padding);

    /// <summary>Places of the quotes that begin and end strings, and behind them places beyond the end.</summary>
    internal ReadOnlySpan<int> Quotes => quotes;

    /// <summary>True when the document has bytes beyond ASCII.</summary>
    internal bool HasWideText { get; private set; }

    /// <summary>Takes a JSON document. What was in the frame is forgotten.</summary>
    internal void Load(ReadOnlySpan<byte> document)
    {
        Clear();
        Reserve(ref text, document.Length + 64);
        Reserve(ref folded, document.Length + 64);
        if (escaped.Length * 64 < document.Length + 128)
        {
            escaped = new ulong[(document.Length / 32) + 4];
        }

        if (quotes.Length < document.Length + 80)
        {
            quotes = new int[(document.Length * 2) + 80];
        }

        var count = JsonBlocks.Read(document, text, folded, escaped, quotes, out var isWide);
        quotes.AsSpan(count, 8).Fill(document.Length);
        text.AsSpan(document.Length, Padding).Clear();
        HasWideText = isWide;
        textUsed = document.Length;
        foldedUsed = document.Length;
    }

    /// <summary>Adds a string of the document, given without its quotes.</summary>
    internal void AddString(int field, int start, int end)
    {
        if (field == NoValue)
        {
            return;
        }

        var isEscaped = HasEscapes(start, end);
        AddAt(field, start, end - start, SigmaValueKind.Text, isEscaped);
        if (!isEscaped && !HasWideText)
        {
            ref var slot = ref slots[Count - 1];
            slot.FoldedOffset = start;
            slot.FoldedLength = end - start;
        }
    }

    /// <summary>Adds a number, a truth value or null of the document.</summary>
    internal void AddPlain(int field, int start, int length, SigmaValueKind kind)
    {
        AddAt(Math.Max(field, -1), start, length, kind, isEscaped: false);
        ref var slot = ref slots[Count - 1];
        slot.FoldedOffset = start;
        slot.FoldedLength = length;
    }

    /// <summary>True when a part of the document has escaped letters.</summary>
    internal bool HasEscapes(int start, int end)
    {
        var first = start >> 6;
        var last = end >> 6;
        var head = escaped[first] & (ulong.MaxValue << start);
        var below = (1UL << end) - 1;
        if (first == last)
        {
            return (head & below) != 0;
        }

        for (var word = first + 1; word < last; word++)
        {
            head |= escaped[word];
        }

        return (head | (escaped[last] & below)) != 0;
    }

    /// <summary>Decodes a string of the document into a buffer of at least its length; gives the number of bytes.</summary>
    internal int Decode(int start, int end, Span<byte> decoded) => JsonEscapes.Decode(text.AsSpan(start, end - start), decoded);

    private void Decode(ref FrameSlot slot)
    {
        Reserve(ref text, textUsed + slot.Length);
        var length = JsonEscapes.Decode(text.AsSpan(slot.Offset, slot.Length), text.AsSpan(textUsed));
        slot.Offset = textUsed;
        slot.Length = length;
        slot.IsEscaped = false;
        textUsed += length;
    }

    /// <summary>Takes escapes out of the copy that has no case already; not possible for <c>\u</c> and beyond ASCII.</summary>
    private bool TryFoldEscaped(ref FrameSlot slot)
    {
        if (HasWideText && !Ascii.IsValid(text.AsSpan(slot.Offset, slot.Length)))
        {
            return false;
        }

        Reserve(ref folded, foldedUsed + slot.Length + 64);
        var from = slot.Offset;
        var end = from + slot.Length;
        var to = foldedUsed;
        for (var word = from >> 6; word <= (end - 1) >> 6; word++)
        {
            var bits = escaped[word];
            var origin = word << 6;
            while (bits != 0)
            {
                var place = origin + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
                if (place < from || place >= end)
                {
                    continue;
                }

                // The backslash goes; the letter behind it stays, or becomes what it stands for.
                Move(from, to, place - 1 - from);
                to += place - 1 - from;
                from = place;
                var letter = text[place];
                if (letter == 'u')
                {
                    return false;
                }

                if (JsonEscapes.TryMean(letter, out var meaning))
                {
                    folded[to++] = meaning;
                    from++;
                }
            }
        }

        Move(from, to, end - from);
        slot.FoldedOffset = foldedUsed;
        slot.FoldedLength = to + end - from - foldedUsed;
        foldedUsed = to + end - from;
        return true;
    }

    /// <summary>Copies within the folded buffer, to behind what it copies from; may write up to 32 bytes too many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move(int from, int to, int length)
    {
        if (length <= 32)
        {
            Vector256.LoadUnsafe(ref folded[from]).StoreUnsafe(ref folded[to]);
        }
        else
        {
            folded.AsSpan(from, length).CopyTo(folded.AsSpan(to));
        }
    }
}
