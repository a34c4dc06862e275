using Kotwal.Inventory;

namespace Kotwal.City.Tests.Graph.Imports;

/// <summary>Short ways to write items: <c>id:ip=10.0.0.1</c>, <c>rel:located-in:ward=w1</c>, <c>vendor=V</c>.</summary>
internal static class SomeItem
{
    public static InventoryItem Of(string kind, params string[] words) => new()
    {
        Kind = kind,
        Identifiers = [.. Split(words, "id:").Select(pair => new InventoryIdentifier(pair.Name, pair.Value))],
        Relations = [.. Split(words, "rel:").Select(Relation)],
        Attributes = [.. words.Where(word => !word.StartsWith("id:", StringComparison.Ordinal) && !word.StartsWith("rel:", StringComparison.Ordinal))
            .Select(word => word.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1]))],
    };

    public static InventoryItem Asset(params string[] words) => Of(InventoryKinds.Asset, words);

    private static IEnumerable<(string Name, string Value)> Split(string[] words, string prefix) =>
        from word in words
        where word.StartsWith(prefix, StringComparison.Ordinal)
        let parts = word[prefix.Length..].Split('=', 2)
        select (parts[0], parts[1]);

    private static InventoryRelation Relation((string Name, string Value) pair)
    {
        var parts = pair.Name.Split(':');
        return new(parts[0], parts[1], new("ref", $"kotwal/{parts[1]}/{pair.Value}"));
    }
}
