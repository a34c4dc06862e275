namespace Kotwal.Events;

/// <summary>Where a value stands in the text of its batch, in bytes; valid until the batch is cleared.</summary>
internal readonly record struct TextPlace(int Offset, int Length);
