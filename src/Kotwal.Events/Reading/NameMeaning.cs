using System.Collections.Immutable;

namespace Kotwal.Events.Reading;

/// <summary>What a format makes of one name of its records. Worked out once per name, then kept.</summary>
/// <param name="Field">The field that holds the value as the record has it; null when the name says nothing of its own.</param>
/// <param name="Copies">Fields of the schema that get the value as well.</param>
/// <param name="Role">The format's own number for names it looks at later; 0 for none.</param>
internal record NameMeaning(Field? Field, ImmutableArray<FieldCopy> Copies, int Role = 0)
{
    public NameMeaning(Field field)
        : this(field, [])
    {
    }
}
