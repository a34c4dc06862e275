using System.Collections.Immutable;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Windows;

/// <summary>A field of the schema that gets a value in certain events.</summary>
/// <param name="Copy">The field and the form.</param>
/// <param name="EventIds">Event ids it is for, or is not for; empty for all.</param>
/// <param name="IsExcept">True when the ids are those it is not for.</param>
internal readonly record struct WindowsCopy(FieldCopy Copy, ImmutableArray<int> EventIds, bool IsExcept)
{
    public bool IsFor(int eventId) => EventIds.IsEmpty || EventIds.Contains(eventId) != IsExcept;
}
