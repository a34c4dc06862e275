using Kotwal.Events.Reading;

namespace Kotwal.Events;

/// <summary>
/// What a protocol says about a record beside the record's own bytes: when it was written, by whom, under which labels. Made by
/// <see cref="EventBatch.Wrap()"/>, used again for each record, and closed before the one that it stands in.
/// </summary>
internal sealed class Envelope(EventBatch batch, Envelopes envelopes) : IDisposable
{
    private readonly List<Label> labels = [];
    private byte[] text = new byte[256];
    private int length;

    /// <summary>When the record was written, by this envelope.</summary>
    public EventTime? Time { get; private set; }

    /// <summary>The bytes that stay the original of what is read from a slice of them; empty for none.</summary>
    public ReadOnlyMemory<byte> Whole { get; private set; }

    public void SetTime(EventTime time) => Time = time;

    /// <summary>Adds a value for events that have none of that field; a second value of the same field makes a list.</summary>
    public void Add(Field field, ReadOnlySpan<byte> value, FieldKind kind = FieldKind.Text, bool isListItem = false)
    {
        if (length + value.Length > text.Length)
        {
            Array.Resize(ref text, Math.Max(length + value.Length, text.Length * 2));
        }

        value.CopyTo(text.AsSpan(length));
        labels.Add(new(field, length, value.Length, kind, isListItem));
        length += value.Length;
    }

    /// <summary>Nothing is read within this envelope any more.</summary>
    public void Dispose() => envelopes.Close(this);

    internal void Open(ReadOnlyMemory<byte> whole)
    {
        labels.Clear();
        length = 0;
        Time = null;
        Whole = whole;
    }

    /// <summary>Gives the open event what it has not said itself.</summary>
    internal void AddToOpen()
    {
        Field? given = null;
        foreach (var label in labels)
        {
            if (!label.Field.Equals(given) && batch.HasAny(label.Field))
            {
                continue;
            }

            given = label.Field;
            FieldCopier.AddAbout(batch, label.Field, text.AsSpan(label.Offset, label.Length), label.Kind, label.IsListItem);
        }
    }

    private readonly record struct Label(Field Field, int Offset, int Length, FieldKind Kind, bool IsListItem);
}
