namespace Kotwal.Events;

/// <summary>
/// A normalised fact read from a record: ECS field names and values in UTF-8. A view into an <see cref="EventBatch"/>, valid
/// until the batch is cleared. <c>@timestamp</c>, <c>event.id</c>, <c>event.ingested</c>, <c>event.original</c>,
/// <c>kotwal.source</c> and <c>log.source.address</c> are properties and not among the fields.
/// </summary>
public readonly struct SecurityEvent
{
    private readonly EventBatch batch;
    private readonly int index;

    internal SecurityEvent(EventBatch batch, int index)
    {
        this.batch = batch;
        this.index = index;
    }

    public SecurityEventId Id => batch.HeaderAt(index).Id;

    /// <summary>When it happened by the record's own word; null when the record has no time that could be read.</summary>
    public EventTime? HappenedAt => batch.HeaderAt(index).HappenedAt;

    /// <summary>When we received the record.</summary>
    public EventTime ReceivedAt => batch.HeaderAt(index).ReceivedAt;

    /// <summary>The <c>@timestamp</c>: when it happened, or, where the record does not say, when we received it.</summary>
    public EventTime Timestamp => HappenedAt ?? ReceivedAt;

    /// <summary>Where the record came from.</summary>
    public RecordOrigin Origin => batch.HeaderAt(index).Origin;

    /// <summary>True when the sender sent more than is kept of one record.</summary>
    public bool IsTruncated => batch.HeaderAt(index).IsTruncated;

    /// <summary>True when the record could not be read, or not whole; <c>error.message</c> says why.</summary>
    public bool IsUnreadable => batch.HeaderAt(index).IsUnreadable;

    /// <summary>The record as it was received (<c>event.original</c>); not always valid UTF-8.</summary>
    public ReadOnlySpan<byte> Original
    {
        get
        {
            ref readonly var header = ref batch.HeaderAt(index);
            return batch.TextAt(header.OriginalOffset, header.OriginalLength);
        }
    }

    /// <summary>Number of values, those of lists counted singly.</summary>
    public int ValueCount => batch.HeaderAt(index).SlotCount;

    /// <summary>The value at a zero-based place, in the order in which the reader added them.</summary>
    public FieldValue ValueAt(int place)
    {
        ref readonly var header = ref batch.HeaderAt(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)header.SlotCount);
        ref readonly var slot = ref batch.SlotAt(header.FirstSlot + place);
        return new(slot.Field, batch.TextAt(slot.Offset, slot.Length), slot.Kind, slot.IsListItem);
    }

    /// <summary>Finds the first value of a field.</summary>
    public bool TryGet(Field field, out FieldValue value)
    {
        ref readonly var header = ref batch.HeaderAt(index);
        for (var place = 0; place < header.SlotCount; place++)
        {
            if (batch.SlotAt(header.FirstSlot + place).Field.Equals(field))
            {
                value = ValueAt(place);
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The first value of a field as text, or null when the event has none.</summary>
    public string? TextOf(Field field) => TryGet(field, out var value) && value.Kind != FieldKind.Null ? value.ToString() : null;
}
