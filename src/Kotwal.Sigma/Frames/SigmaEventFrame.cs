using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Frames;

/// <summary>
/// One event at a time, laid out for the engine: the texts of its values in one buffer, chained by field. It is filled anew for every
/// event and grows only until it has seen the largest one. One thread at a time.
/// </summary>
public sealed partial class SigmaEventFrame : ISigmaEvent
{
    // Vectors may read and write beyond the end of a text, never beyond the end of a buffer.
    internal const int Padding = 128;

    /// <summary>Stands for the field of something that says nothing about the event, such as the name of an XML schema.</summary>
    internal const int NoValue = -2;

    private const int FirstBytes = 16 * 1024;
    private const int FirstSlots = 64;
    private const int KeptBytes = 8 * 1024 * 1024;
    private const int KeptSlots = 64 * 1024;

    private FrameSlot[] slots = new FrameSlot[FirstSlots];
    private int[] heads = new int[256];
    private int[] tails = new int[256];
    private int originalOffset;
    private int originalLength;

    /// <summary>Values of the event, those of fields that no rule names included.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Original => text.AsSpan(originalOffset, originalLength);

    /// <summary>Forgets the event before.</summary>
    public void Clear()
    {
        for (var place = 0; place < Count; place++)
        {
            if (slots[place].Field >= 0)
            {
                heads[slots[place].Field] = 0;
            }
        }

        Shrink();
        Count = 0;
        textUsed = 0;
        foldedUsed = 0;
        originalOffset = 0;
        originalLength = 0;
        foldedOriginalLength = 0;
    }

    /// <summary>Adds a value, which is copied. Values of one field are a list in the order in which they come.</summary>
    /// <param name="field">The field's handle; -1 for a field that no rule names, in which only keywords are looked for.</param>
    /// <param name="value">The text as UTF-8; not read for null and objects.</param>
    /// <param name="kind">What the value is.</param>
    public void Add(int field, ReadOnlySpan<byte> value, SigmaValueKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(field, -1);
        var offset = Keep(value);
        AddAt(field, offset, value.Length, kind, isEscaped: false);
    }

    /// <summary>Keeps the event as it was received, in which keywords are looked for too.</summary>
    public void SetOriginal(ReadOnlySpan<byte> original)
    {
        originalOffset = Keep(original);
        originalLength = original.Length;
        foldedOriginalLength = FrameSlot.NotFolded;
    }

    /// <inheritdoc/>
    public bool TryNext(int field, scoped ref int cursor, out SigmaEventValue value)
    {
        // The cursor is the place of the next value, plus one; -1 behind the last; zero stands for the beginning.
        var place = cursor == 0 ? First(field) : cursor > 0 ? cursor - 1 : -1;
        if (place < 0)
        {
            value = default;
            return false;
        }

        value = new(TextAt(place), slots[place].Kind);
        cursor = slots[place].Next == 0 ? -1 : slots[place].Next;
        return true;
    }

    /// <inheritdoc/>
    public bool TryNextOfAll(scoped ref int cursor, out SigmaEventValue value)
    {
        if (cursor >= Count)
        {
            value = default;
            return false;
        }

        value = new(TextAt(cursor), slots[cursor].Kind);
        cursor++;
        return true;
    }

    /// <summary>The place of a field's first value, or -1.</summary>
    internal int First(int field) => (uint)field < (uint)heads.Length ? heads[field] - 1 : -1;

    internal ref FrameSlot SlotAt(int place) => ref slots[place];

    internal void AddAt(int field, int offset, int length, SigmaValueKind kind, bool isEscaped)
    {
        if (Count == slots.Length)
        {
            Array.Resize(ref slots, Count * 2);
        }

        ref var slot = ref slots[Count];
        slot.Field = field;
        slot.Offset = offset;
        slot.Length = length;
        slot.FoldedLength = FrameSlot.NotFolded;
        slot.Next = 0;
        slot.Kind = kind;
        slot.IsEscaped = isEscaped;
        Count++;
        if (field >= 0)
        {
            Link(field);
        }
    }

    /// <summary>Gives back what one huge event needed.</summary>
    private void Shrink()
    {
        if (text.Length + folded.Length > KeptBytes || slots.Length > KeptSlots)
        {
            text = new byte[FirstBytes];
            folded = new byte[FirstBytes];
            escaped = [];
            quotes = [];
            slots = new FrameSlot[FirstSlots];
        }
    }

    private void Link(int field)
    {
        if (field >= heads.Length)
        {
            Array.Resize(ref heads, field + 256);
            Array.Resize(ref tails, field + 256);
        }

        if (heads[field] == 0)
        {
            heads[field] = Count;
        }
        else
        {
            slots[tails[field] - 1].Next = Count;
        }

        tails[field] = Count;
    }
}
