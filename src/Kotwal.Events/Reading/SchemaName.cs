using System.Collections.Frozen;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading;

/// <summary>A name that is the schema's own where the value fits it, and the sender's otherwise.</summary>
/// <param name="Field">The field of that name; null for the event's time, which is no field.</param>
/// <param name="Role">The format's number for the name; 0 for none.</param>
/// <param name="Own">The field for values that do not fit; the same field where any value fits.</param>
internal sealed record SchemaName(Field? Field, int Role, Field Own) : NameMeaning(Field, [], Role)
{
    // What Kotwal says about a record, and where in the city it stands, is not for senders to say.
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "event.id", "event.ingested", "event.original", "kotwal.source", "log.source.address", "log.flags",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The meaning of a name; a prefix parts the sender's own from the schema's where they meet.</summary>
    public static SchemaName Of(string path, string prefix, int role = 0)
    {
        if (path == "@timestamp")
        {
            return new(null, role, Field.Of(prefix + path));
        }

        if (Reserved.Contains(path)
            || path.StartsWith("kotwal.", StringComparison.Ordinal)
            || path.StartsWith(FieldSchema.CityPrefix, StringComparison.Ordinal))
        {
            var own = Field.Of(prefix + path);
            return new(own, role, own);
        }

        var field = Field.Of(path);
        return new(field, role, field.IsKnown ? Field.Of(prefix + path) : field);
    }
}
