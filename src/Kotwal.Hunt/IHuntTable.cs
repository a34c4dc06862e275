using System.Diagnostics.CodeAnalysis;

namespace Kotwal.Hunt;

/// <summary>
/// What is known about one table that hunts can ask: names, types and the SQL that reads them. Given by the caller; may be asked
/// from many threads and must always answer the same.
/// <para>
/// All SQL in it is trusted and written into the query as it is, so it must never be made from anybody's input. It stands
/// unqualified over the relation that the caller names in <see cref="Sql.SqlOptions.Sources"/>, for example <c>"source.ip"</c>.
/// </para>
/// <para>
/// How values are stored: <see cref="HuntType.Keyword"/>, <see cref="HuntType.Text"/> and <see cref="HuntType.Ip"/> as VARCHAR,
/// <see cref="HuntType.Whole"/> as BIGINT, <see cref="HuntType.Fraction"/> as DOUBLE, <see cref="HuntType.Truth"/> as BOOLEAN,
/// <see cref="HuntType.Time"/> as TIMESTAMP in UTC without a zone, <see cref="HuntType.Document"/> as JSON; a list as VARCHAR[]. An
/// absent value is NULL.
/// </para>
/// </summary>
public interface IHuntTable
{
    /// <summary>What hunts call it: a letter, then letters, digits and <c>_</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Names of all known fields, and of those that are known to be kept in <see cref="OtherFields"/>. Used to name the nearest
    /// one when a name is unknown.
    /// </summary>
    IReadOnlyCollection<string> FieldNames { get; }

    /// <summary>Fields of a row when the hunt names none, in order; each must be known.</summary>
    IReadOnlyList<string> RowFields { get; }

    /// <summary>The field of type <see cref="HuntType.Time"/> that orders rows, newest first, and bounds hunts: <c>@timestamp</c>; null for none.</summary>
    string? TimeField { get; }

    /// <summary>Another field of type <see cref="HuntType.Time"/> by whose bounds the store can leave rows unread: when a row was received; null for none.</summary>
    string? ReceivedField => null;

    /// <summary>
    /// Fields that a bare word searches: the original line and the fields of key text; each must be known. A token filter that
    /// prunes by <see cref="HuntFacts.Words"/> holds the words of exactly these fields.
    /// </summary>
    IReadOnlyList<string> WordFields { get; }

    /// <summary>
    /// True when a filter of the store holds the words of all values of this field, so that <see cref="HuntFacts.PhraseLists"/> may
    /// speak of it; null stands for every field in <see cref="OtherFields"/>.
    /// </summary>
    bool IsInWordFilter(string? field) => field is not null && WordFields.Contains(field);

    /// <summary>Where fields are kept that are not known; null when there are none, and then an unknown name is an error.</summary>
    HuntMap? OtherFields { get; }

    /// <summary>Finds a known field by its exact name.</summary>
    bool TryGetField(string name, [NotNullWhen(true)] out HuntField? field);
}

/// <summary>A field that the store knows.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Expression">Trusted SQL that reads it, for example <c>"source.ip"</c> in double quotes.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="IsList">True for a column of type VARCHAR[]. A comparison with a list asks whether any item fits.</param>
public sealed record HuntField(string Name, string Expression, HuntType Type, bool IsList = false);

/// <summary>The column that holds fields which are not known, by name, as text.</summary>
/// <param name="Expression">Trusted SQL of type MAP(VARCHAR, VARCHAR[]) or MAP(VARCHAR, VARCHAR).</param>
/// <param name="HoldsLists">True when its values are lists.</param>
public sealed record HuntMap(string Expression, bool HoldsLists);
