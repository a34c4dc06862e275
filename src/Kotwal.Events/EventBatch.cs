using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Kotwal.Events.Schema;

namespace Kotwal.Events;

/// <summary>
/// Events in one growing buffer: the text of all values, and for each event the places of its fields in it. Made to be cleared
/// and filled again, so that a steady stream allocates nothing. Not safe for several threads at once.
/// </summary>
/// <param name="spool">Identity of the spool or file that the records are kept in; part of every event's id.</param>
/// <param name="enricher">Adds fields to each event as it is ended; null adds none.</param>
public sealed partial class EventBatch(Guid spool, IEventEnricher? enricher = null)
{
    private const int FirstTextBytes = 64 * 1024;
    private const int FirstSlots = 1024;
    private const int FirstHeaders = 128;

    // What one burst of huge or strange records needed is given back, once a batch does without most of it.
    private const int KeptTextBytes = 16 * 1024 * 1024;
    private const int KeptSlots = 1024 * 1024;

    private byte[] text = new byte[FirstTextBytes];
    private Slot[] slots = new Slot[FirstSlots];
    private Header[] headers = new Header[FirstHeaders];
    private int textLength;
    private int slotCount;
    private int count;
    private bool isOpen;
    private long lastPosition = -1;
    private int ordinal;

    // For each field of the schema, the event that had it last: whether the open event has a field is one comparison.
    private readonly long[] holders = new long[FieldSchema.All.Length];
    private long opened = 1;

    private readonly List<(RecordOrigin Origin, long Count)> losses = [];
    private readonly Envelopes envelopes = new();
    private readonly OriginLabels labels = new();

    /// <summary>What senders sent and we never received, by the numbers in their records; below zero what came late after all.</summary>
    public IReadOnlyList<(RecordOrigin Origin, long Count)> Losses => losses;

    /// <summary>Number of ended events.</summary>
    public int Count => count;

    /// <summary>Bytes of text that the events take.</summary>
    public int TextBytes => textLength;

    /// <summary>The event at a zero-based place; a view that is valid until <see cref="Clear"/>.</summary>
    public SecurityEvent this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count);
            return new(this, index);
        }
    }

    /// <summary>
    /// Forgets all events and keeps the memory: up to 16 MiB of text and a million values, and beyond that what this batch
    /// needed at least a quarter of.
    /// </summary>
    public void Clear()
    {
        // References to fields and origins stay in the arrays on purpose: they are few, shared and long-lived.
        text = text.Length > KeptTextBytes && textLength < text.Length / 4 ? new byte[FirstTextBytes] : text;
        slots = slots.Length > KeptSlots && slotCount < slots.Length / 4 ? new Slot[FirstSlots] : slots;
        textLength = 0;
        slotCount = 0;
        count = 0;
        isOpen = false;
        lastPosition = -1;
        losses.Clear();
    }

    /// <summary>Notes that a sender's records (or what it counts in them) are missing, or were found again.</summary>
    public void NoteLoss(RecordOrigin origin, long missing) => losses.Add((origin, missing));

    /// <summary>
    /// Says that what is read until the envelope is closed stands within something that says more: its time and its fields go to
    /// events that have none of their own. The original of an event is then the inner record alone.
    /// </summary>
    internal Envelope Wrap() => envelopes.Open(this, default);

    /// <inheritdoc cref="Wrap()"/>
    /// <param name="whole">Stays whole as the original of those events whose record is a slice of its payload.</param>
    internal Envelope Wrap(in Record whole) => envelopes.Open(this, whole.Payload);

    /// <summary>Starts an event whose original is the whole record.</summary>
    public void Begin(in Record record) => Begin(in record, 0, record.Payload.Length);

    /// <summary>Starts an event of a part of the record, which is its original, too.</summary>
    public void Begin(in Record record, int start, int length)
    {
        Debug.Assert(!isOpen, "The event before was not ended.");
        var body = record.Payload.Span.Slice(start, length);
        var whole = envelopes.WholeOf(body, out var before);
        ordinal = record.Position == lastPosition ? ordinal + 1 : 0;
        lastPosition = record.Position;
        Grow(ref headers, count + 1);
        headers[count] = new Header
        {
            Id = SecurityEventId.Create(record.ReceivedAt, spool, record.Position, ordinal),
            ReceivedAt = record.ReceivedAt,
            Origin = record.Origin,
            IsTruncated = record.IsTruncated,
            FirstSlot = slotCount,
            OriginalOffset = textLength,
            OriginalLength = whole.Length,
            BodyOffset = textLength + before,
            BodyLength = length,
        };
        opened++;
        AppendText(whole);
        isOpen = true;
    }

    /// <summary>Says when the open event happened. Without it, the event has only the time of receipt.</summary>
    public void SetTime(EventTime time) => headers[count].HappenedAt = time;

    /// <summary>Says that the open event's record could not be read, or not whole.</summary>
    public void MarkUnreadable() => headers[count].IsUnreadable = true;

    /// <summary>Adds a value to the open event; a second value of the same field makes a list.</summary>
    public void Add(Field field, ReadOnlySpan<byte> value, FieldKind kind = FieldKind.Text, bool isListItem = false)
    {
        var offset = textLength;
        AppendText(value);
        AddSlot(field, offset, value.Length, kind, isListItem);
    }

    /// <inheritdoc cref="Add(Field, ReadOnlySpan{byte}, FieldKind, bool)"/>
    public void Add(Field field, string value, bool isListItem = false)
    {
        var offset = textLength;
        Grow(ref text, textLength + Encoding.UTF8.GetMaxByteCount(value.Length));
        textLength += Encoding.UTF8.GetBytes(value, text.AsSpan(textLength));
        AddSlot(field, offset, textLength - offset, FieldKind.Text, isListItem);
    }

    /// <inheritdoc cref="Add(Field, ReadOnlySpan{byte}, FieldKind, bool)"/>
    public void Add(Field field, long value, bool isListItem = false)
    {
        Utf8Formatter.TryFormat(value, Reserve(20), out var length);
        Add(field, Keep(length), FieldKind.Number, isListItem);
    }

    /// <inheritdoc cref="Add(Field, ReadOnlySpan{byte}, FieldKind, bool)"/>
    public void Add(Field field, bool value, bool isListItem = false) =>
        Add(field, value ? "true"u8 : "false"u8, FieldKind.Boolean, isListItem);

    /// <summary>Adds a value that stands in the bytes that the event was begun with, without copying it.</summary>
    /// <param name="field">The field that gets the value.</param>
    /// <param name="start">Zero-based place in these bytes.</param>
    /// <param name="length">Length in bytes.</param>
    /// <param name="kind">What the value is.</param>
    /// <param name="isListItem">True when the field is a list in the record.</param>
    public void AddSlice(Field field, int start, int length, FieldKind kind = FieldKind.Text, bool isListItem = false)
    {
        var place = PlaceInBody(start, length);
        AddSlot(field, place.Offset, place.Length, kind, isListItem);
    }

    /// <summary>Ends the open event: it can be seen from now on.</summary>
    public void End()
    {
        Debug.Assert(isOpen, "No event was begun.");
        envelopes.AddToOpen();
        labels.AddTo(this, headers[count].Origin);
        headers[count].HappenedAt ??= envelopes.Time;
        headers[count].SlotCount = slotCount - headers[count].FirstSlot;
        enricher?.Enrich(new SecurityEvent(this, count), this);
        headers[count].SlotCount = slotCount - headers[count].FirstSlot;
        isOpen = false;
        count++;
    }

    /// <summary>Drops the open event, if there is one, as though it had not been begun.</summary>
    public void Abandon()
    {
        if (isOpen)
        {
            slotCount = headers[count].FirstSlot;
            textLength = headers[count].OriginalOffset;
            isOpen = false;
        }
    }

    /// <summary>Takes the open event's fields and time back, so that it can be read in another way; its original stays.</summary>
    public void Restart()
    {
        ref var header = ref headers[count];
        slotCount = header.FirstSlot;
        textLength = header.OriginalOffset + header.OriginalLength;
        header.HappenedAt = null;
        header.IsUnreadable = false;
        opened++;
    }

    internal TextPlace PlaceInBody(int start, int length)
    {
        ref readonly var header = ref headers[count];
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, header.BodyLength - start);
        return new(header.BodyOffset + start, length);
    }

    /// <summary>Room for text of the open event; <see cref="Keep(int)"/> says how much of it was used.</summary>
    internal Span<byte> Reserve(int length)
    {
        Grow(ref text, textLength + length);
        return text.AsSpan(textLength, length);
    }

    /// <summary>Keeps the first bytes of the room that was reserved last.</summary>
    internal TextPlace Keep(int length)
    {
        var place = new TextPlace(textLength, length);
        textLength += length;
        return place;
    }

    /// <summary>Copies text into the batch without giving it to a field yet.</summary>
    internal TextPlace Keep(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        return Keep(value.Length);
    }

    internal void Add(Field field, TextPlace place, FieldKind kind = FieldKind.Text, bool isListItem = false) =>
        AddSlot(field, place.Offset, place.Length, kind, isListItem);

    private void AddSlot(Field field, int offset, int length, FieldKind kind, bool isListItem)
    {
        Debug.Assert(isOpen, "No event was begun.");
        Grow(ref slots, slotCount + 1);
        slots[slotCount++] = new Slot(field, offset, length, kind, isListItem);
        if (field.IsKnown)
        {
            holders[field.Index] = opened;
        }
    }

    private void AppendText(ReadOnlySpan<byte> value)
    {
        Grow(ref text, textLength + value.Length);
        value.CopyTo(text.AsSpan(textLength));
        textLength += value.Length;
    }

    private static void Grow<T>(ref T[] array, int needed)
    {
        if (needed > array.Length)
        {
            Array.Resize(ref array, Math.Max(needed, array.Length * 2));
        }
    }
}
