using Kotwal.Watch.Cells;

namespace Kotwal.Watch.Events;

/// <summary>A field of an event as a page shows it.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Value">The value as text.</param>
/// <param name="IsMatched">True when a rule looked at it and found it matching.</param>
public sealed record ShownField(string Name, string Value, bool IsMatched = false)
{
    /// <summary>The values one by one: several where the field is a list.</summary>
    public IReadOnlyList<object?> Items { get; init; } = [Value];

    /// <summary>The field of a cell, as in <see cref="Lake.QueryResult.Rows"/>.</summary>
    internal static ShownField Of(string name, object cell) =>
        new(name, CellText.Of(cell)) { Items = cell is object?[] items ? items : [cell] };
}

/// <summary>Fields whose names begin alike.</summary>
/// <param name="Name">The first word of the names; empty for those of a single word.</param>
/// <param name="Fields">The fields by name.</param>
public sealed record FieldGroup(string Name, IReadOnlyList<ShownField> Fields)
{
    /// <summary>Puts fields into groups: the general one first, then by name, and those that say how we got it last.</summary>
    public static IReadOnlyList<FieldGroup> Of(IEnumerable<ShownField> fields) =>
    [
        .. fields.GroupBy(NameOf, StringComparer.Ordinal)
            .Select(group => new FieldGroup(group.Key, [.. group.OrderBy(field => field.Name, StringComparer.Ordinal)]))
            .OrderBy(group => group.Name is "kotwal" or "log" ? 1 : 0).ThenBy(group => group.Name, StringComparer.Ordinal),
    ];

    private static string NameOf(ShownField field)
    {
        var dot = field.Name.IndexOf('.');
        return dot <= 0 ? "" : field.Name[..dot];
    }
}
