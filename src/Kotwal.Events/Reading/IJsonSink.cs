namespace Kotwal.Events.Reading;

/// <summary>Takes the values of one record in their order.</summary>
internal interface IJsonSink
{
    /// <param name="name">The value's name.</param>
    /// <param name="place">The value as text, escapes undone, in the batch.</param>
    /// <param name="kind">What it is; empty objects and lists are <see cref="FieldKind.Null"/>.</param>
    /// <param name="isListItem">True inside a list.</param>
    void Value(JsonName name, TextPlace place, FieldKind kind, bool isListItem);
}
