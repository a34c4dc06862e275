using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kotwal.Sigma.Frames;

/// <summary>Reads words out of texts and mixes them. For tables that are built once from rules: what events hold only looks things up in them.</summary>
internal static class ByteHash
{
    private const ulong First = 0x9E37_79B9_7F4A_7C15;
    private const ulong Second = 0xC2B2_AE3D_27D4_EB4F;

    /// <summary>A hash of the length and of up to eight bytes at both ends, with its best bits on top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfEnds(ReadOnlySpan<byte> text)
    {
        ulong head, tail;
        if (text.Length >= 8)
        {
            head = Word(text, 0);
            tail = Word(text, text.Length - 8);
        }
        else if (text.Length >= 4)
        {
            head = Half(text, 0);
            tail = Half(text, text.Length - 4);
        }
        else
        {
            head = text.IsEmpty ? 0u : text[0];
            tail = text.IsEmpty ? 0u : (uint)(text[text.Length / 2] << 8 | text[^1]);
        }

        return Mix((head * First) ^ BitRotate(tail) ^ (ulong)text.Length);
    }

    /// <summary>A hash of every byte, for keys that senders choose.</summary>
    public static ulong OfAll(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length * First;
        while (text.Length >= 8)
        {
            hash = Mix(hash ^ Word(text, 0));
            text = text[8..];
        }

        foreach (var letter in text)
        {
            hash = (hash ^ letter) * Second;
        }

        return Mix(hash);
    }

    /// <summary>Mixes a word so that its top bits depend on all others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong word)
    {
        word *= First;
        return (word ^ (word >> 32)) * Second;
    }

    /// <summary>The eight bytes at a place, which must be within the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word(ReadOnlySpan<byte> text, int place) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), place));

    /// <summary>The four bytes at a place, which must be within the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Half(ReadOnlySpan<byte> text, int place) =>
        Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BitRotate(ulong word) => (word << 29) | (word >> 35);
}
