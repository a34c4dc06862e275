using System.Numerics;
using Kotwal.Sigma.Frames;

namespace Kotwal.Sigma.Search;

/// <summary>
/// Literals that begin a value, or end it. Those of eight bytes and more are found by the eight bytes at that end, those of four to seven
/// by four, and the few that are shorter are looked at one by one.
/// </summary>
internal sealed class EdgeTable
{
    private const int Word = 8;
    private const int Half = 4;

    private readonly bool isEnd;
    private readonly WordTable words;
    private readonly WordTable halves;
    private readonly NumberedLiteral[] shorts;

    public EdgeTable(IReadOnlyCollection<NumberedLiteral> literals, bool isEnd)
    {
        this.isEnd = isEnd;
        words = new(literals.Where(literal => literal.Bytes.Length >= Word), literal => KeyOf(literal.Bytes, Word));
        halves = new(literals.Where(literal => literal.Bytes.Length is >= Half and < Word), literal => KeyOf(literal.Bytes, Half));
        shorts = [.. literals.Where(literal => literal.Bytes.Length < Half)];
    }

    public void Find(ReadOnlySpan<byte> text, HitList hits)
    {
        if (!words.IsEmpty && text.Length >= Word)
        {
            Verify(words, words.Find(KeyOf(text, Word)), text, hits);
        }

        if (!halves.IsEmpty && text.Length >= Half)
        {
            Verify(halves, halves.Find(KeyOf(text, Half)), text, hits);
        }

        foreach (var literal in shorts)
        {
            if (Holds(text, literal.Bytes))
            {
                hits.Add(literal.Number);
            }
        }
    }

    private void Verify(WordTable table, int entry, ReadOnlySpan<byte> text, HitList hits)
    {
        for (; entry >= 0; entry = table.Next(entry))
        {
            var literal = table.At(entry);
            if (Holds(text, literal.Bytes))
            {
                hits.Add(literal.Number);
            }
        }
    }

    private bool Holds(ReadOnlySpan<byte> text, byte[] literal) => isEnd ? text.EndsWith(literal) : text.StartsWith(literal);

    private ulong KeyOf(ReadOnlySpan<byte> text, int length)
    {
        var place = isEnd ? text.Length - length : 0;
        return length == Word ? ByteHash.Word(text, place) : ByteHash.Half(text, place);
    }
}

/// <summary>Literals by a word that they have. Several may have the same.</summary>
internal sealed class WordTable
{
    private const int None = -1;

    private readonly NumberedLiteral[] literals;
    private readonly ulong[] keys;
    private readonly int[] heads;
    private readonly int[] nexts;
    private readonly int shift;

    public WordTable(IEnumerable<NumberedLiteral> all, Func<NumberedLiteral, ulong> keyOf)
    {
        literals = [.. all];
        var size = Math.Max(4, (int)BitOperations.RoundUpToPowerOf2((uint)literals.Length * 4));
        shift = 64 - BitOperations.Log2((uint)size);
        keys = new ulong[size];
        heads = new int[size];
        nexts = new int[literals.Length];
        Array.Fill(heads, None);
        for (var index = 0; index < literals.Length; index++)
        {
            var slot = SlotOf(keyOf(literals[index]));
            keys[slot] = keyOf(literals[index]);
            nexts[index] = heads[slot];
            heads[slot] = index;
        }
    }

    public bool IsEmpty => literals.Length == 0;

    /// <summary>The first literal with that word, or -1.</summary>
    public int Find(ulong key) => heads[SlotOf(key)];

    public int Next(int entry) => nexts[entry];

    public NumberedLiteral At(int entry) => literals[entry];

    private uint SlotOf(ulong key)
    {
        var slot = (uint)(ByteHash.Mix(key) >> shift);
        while (heads[slot] != None && keys[slot] != key)
        {
            slot = (slot + 1) & ((uint)heads.Length - 1);
        }

        return slot;
    }
}
