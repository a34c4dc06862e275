namespace Kotwal.Events;

/// <content>What is in the batch, for those who read it and for readers that look at what they have added.</content>
public sealed partial class EventBatch
{
    private const int MaxCompared = 512;

    /// <summary>True when the open event has a value of a field that the schema knows.</summary>
    internal bool Has(Field field) => holders[field.Index] == opened;

    /// <summary>True when the open event has a value of the field, whether the schema knows it or not.</summary>
    internal bool HasAny(Field field) => field.IsKnown ? Has(field) : Opened.TryGet(field, out _);

    /// <summary>The open event's fields so far; a view that is valid until the next value is added.</summary>
    internal SecurityEvent Opened
    {
        get
        {
            headers[count].SlotCount = slotCount - headers[count].FirstSlot;
            return new(this, count);
        }
    }

    /// <summary>True when the open event has that very value, among its latest ones, in a field that the schema knows.</summary>
    internal bool Has(Field field, ReadOnlySpan<byte> value)
    {
        // Bounded: a record with thousands of addresses must not cost their square.
        var oldest = Math.Max(headers[count].FirstSlot, slotCount - MaxCompared);
        for (var place = Has(field) ? slotCount - 1 : -1; place >= oldest; place--)
        {
            ref readonly var slot = ref slots[place];
            if (ReferenceEquals(slot.Field, field) && value.SequenceEqual(TextAt(slot.Offset, slot.Length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>When the record of the open event was sent, by what stands about it; null where nothing does.</summary>
    internal EventTime? TimeAbout => envelopes.Time;

    internal ReadOnlySpan<byte> TextAt(TextPlace place) => text.AsSpan(place.Offset, place.Length);

    internal ReadOnlySpan<byte> TextAt(int offset, int length) => text.AsSpan(offset, length);

    internal ref readonly Header HeaderAt(int index) => ref headers[index];

    internal ref readonly Slot SlotAt(int index) => ref slots[index];

    internal readonly record struct Slot(Field Field, int Offset, int Length, FieldKind Kind, bool IsListItem);

    /// <summary>An event: its original as it came, within it the body that its reader was given, and its fields.</summary>
    internal struct Header
    {
        public SecurityEventId Id;
        public EventTime ReceivedAt;
        public EventTime? HappenedAt;
        public RecordOrigin Origin;
        public bool IsTruncated;
        public bool IsUnreadable;
        public int FirstSlot;
        public int SlotCount;
        public int OriginalOffset;
        public int OriginalLength;
        public int BodyOffset;
        public int BodyLength;
    }
}
