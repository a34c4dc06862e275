namespace Kotwal.Events.Reading;

/// <summary>A field of the schema that gets a value, and in which form.</summary>
internal readonly record struct FieldCopy(Field Field, CopyForm Form);
