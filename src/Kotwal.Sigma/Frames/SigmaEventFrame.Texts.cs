using System.Buffers;
using System.Text;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Frames;

/// <content>The texts: as they came, and without case. Escapes are decoded and case is taken away when somebody asks.</content>
public sealed partial class SigmaEventFrame
{
    private byte[] text = new byte[FirstBytes];
    private byte[] folded = new byte[FirstBytes];
    private int textUsed;
    private int foldedUsed;
    private int foldedOriginalOffset;
    private int foldedOriginalLength;

    /// <summary>The text of a value without its escapes.</summary>
    internal ReadOnlySpan<byte> TextAt(int place)
    {
        ref var slot = ref slots[place];
        if (slot.IsEscaped)
        {
            Decode(ref slot);
        }

        return text.AsSpan(slot.Offset, slot.Length);
    }

    /// <summary>The text of a value without its escapes and without case.</summary>
    internal ReadOnlySpan<byte> FoldedAt(int place)
    {
        ref var slot = ref slots[place];
        if (slot.FoldedLength < 0)
        {
            Fold(place, ref slot);
        }

        return folded.AsSpan(slot.FoldedOffset, slot.FoldedLength);
    }

    /// <summary>The event as it was received, without case.</summary>
    internal ReadOnlySpan<byte> FoldedOriginal
    {
        get
        {
            if (foldedOriginalLength < 0)
            {
                Reserve(ref folded, foldedUsed + Utf8Fold.MaxLength(originalLength));
                foldedOriginalOffset = foldedUsed;
                foldedOriginalLength = Utf8Fold.Fold(Original, folded.AsSpan(foldedUsed));
                foldedUsed += foldedOriginalLength;
            }

            return folded.AsSpan(foldedOriginalOffset, foldedOriginalLength);
        }
    }

    private int Keep(ReadOnlySpan<byte> value)
    {
        Reserve(ref text, textUsed + value.Length);
        var offset = textUsed;
        value.CopyTo(text.AsSpan(offset));
        textUsed += value.Length;
        return offset;
    }

    private void Fold(int place, ref FrameSlot slot)
    {
        if (slot.IsEscaped && TryFoldEscaped(ref slot))
        {
            return;
        }

        var plain = TextAt(place);
        Reserve(ref folded, foldedUsed + Utf8Fold.MaxLength(plain.Length));
        slot.FoldedOffset = foldedUsed;
        slot.FoldedLength = Ascii.ToLower(plain, folded.AsSpan(foldedUsed), out var written) == OperationStatus.Done
            ? written
            : Utf8Fold.Fold(plain, folded.AsSpan(foldedUsed));
        foldedUsed += slot.FoldedLength;
    }

    private static void Reserve(ref byte[] buffer, int length)
    {
        if (length + Padding > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + Padding));
        }
    }
}
