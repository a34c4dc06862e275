using System.Text;

namespace Kotwal.Events;

/// <summary>One value of one field of an event; a view that is valid as long as its batch is not cleared.</summary>
/// <param name="field">The field's name and type.</param>
/// <param name="text">The value as UTF-8.</param>
/// <param name="kind">What the value was in its record.</param>
/// <param name="isListItem">True when the field is a list there, even one with a single item.</param>
public readonly ref struct FieldValue(Field field, ReadOnlySpan<byte> text, FieldKind kind, bool isListItem)
{
    public Field Field { get; } = field;

    public ReadOnlySpan<byte> Text { get; } = text;

    public FieldKind Kind { get; } = kind;

    public bool IsListItem { get; } = isListItem;

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(Text);
}
