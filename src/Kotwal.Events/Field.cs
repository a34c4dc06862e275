using System.Text;
using Kotwal.Events.Schema;

namespace Kotwal.Events;

/// <summary>
/// The name of a field, with its type where the schema knows it. Immutable. Fields of the schema exist once, so that a
/// comparison by reference decides quickly; other names compare as text.
/// </summary>
public sealed class Field : IEquatable<Field>
{
    private readonly int hash;

    internal Field(string name, FieldType type, bool isList, int index, string meaning)
    {
        Name = name;
        Utf8Name = Encoding.UTF8.GetBytes(name);
        Type = type;
        IsList = isList;
        Index = index;
        Meaning = meaning;
        hash = index >= 0 ? index : name.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>Dotted name, for example <c>source.ip</c>.</summary>
    public string Name { get; }

    /// <summary>The name as UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8Name { get; }

    /// <summary>Type of the schema; <see cref="FieldType.Keyword"/> for names that it does not know.</summary>
    public FieldType Type { get; }

    /// <summary>True when the schema says that the field always holds a list.</summary>
    public bool IsList { get; }

    /// <summary>Zero-based place in <see cref="FieldSchema.All"/>, or -1 for a name the schema does not know.</summary>
    public int Index { get; }

    /// <summary>What the field means, one sentence; empty for a name the schema does not know.</summary>
    public string Meaning { get; }

    /// <summary>True when the schema knows the name.</summary>
    public bool IsKnown => Index >= 0;

    /// <summary>The field of that name: the schema's own, or a new one when the schema has none.</summary>
    public static Field Of(string name) =>
        FieldSchema.TryGet(name, out var known) ? known : new Field(name, FieldType.Keyword, isList: false, index: -1, meaning: "");

    /// <inheritdoc/>
    public bool Equals(Field? other) =>
        ReferenceEquals(this, other) || (Index < 0 && other is { Index: < 0 } && Name == other.Name);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Field);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
