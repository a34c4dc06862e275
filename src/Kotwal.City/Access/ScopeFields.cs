using System.Collections.Frozen;
using Kotwal.City.People;

namespace Kotwal.City.Access;

/// <summary>
/// The fields of an event that say in which parts of the city it stands: where the system stands that it is about, the one that
/// sent, and the one that received. Each of them counts.
/// </summary>
public static class ScopeFields
{
    /// <summary>The fields behind each sort of part. An event stands in no incident.</summary>
    public static IReadOnlyDictionary<ScopeKind, IReadOnlyList<string>> ByKind { get; } = new Dictionary<ScopeKind, IReadOnlyList<string>>
    {
        [ScopeKind.Zone] = ["city.zone", "city.source.zone", "city.destination.zone"],
        [ScopeKind.Ward] = ["city.ward", "city.source.ward", "city.destination.ward"],
        [ScopeKind.Service] = ["city.service", "city.source.service", "city.destination.service"],
        [ScopeKind.Department] = ["city.owner", "city.source.owner", "city.destination.owner"],
        [ScopeKind.Incident] = [],
    };

    private static readonly FrozenDictionary<string, ScopeKind> KindByField =
        ByKind.SelectMany(kind => kind.Value, (kind, field) => KeyValuePair.Create(field, kind.Key)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The part of the city that a field with a value names, or null when the field names none or the value cannot be one.</summary>
    public static ScopeKey? PartOf(string field, string value) =>
        KindByField.TryGetValue(field, out var kind) && ScopeKey.TryParse($"{kind}:{value}", out var part) ? part : null;
}
