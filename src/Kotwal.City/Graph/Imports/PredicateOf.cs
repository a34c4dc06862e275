using System.Collections.Frozen;
using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>Predicates of the words that inventories use, made once.</summary>
internal static class PredicateOf
{
    private static readonly FrozenDictionary<string, string> Identifiers =
        InventoryIdentifiers.All.Append(FactWords.ItemKey).ToFrozenDictionary(kind => kind, FactWords.Identifier);

    private static readonly FrozenDictionary<string, string> Relations =
        InventoryRelations.All.ToFrozenDictionary(name => name, FactWords.Relation);

    public static string Identifier(string kind) => Identifiers[kind];

    public static string Relation(string name) => Relations[name];
}
