namespace Kotwal.Inventory.Reading;

/// <summary>Ids of the city's own plan as references: <c>kotwal/ward/w01</c>.</summary>
internal static class ShortId
{
    private const string System = "kotwal/";

    /// <summary>What stands before the short ids of a kind.</summary>
    public static string Of(string kind) => $"{System}{kind}/";

    /// <summary>The short id that a mark is for a thing of that kind, or null.</summary>
    public static string? From(InventoryIdentifier mark, string kind) =>
        mark.Kind == InventoryIdentifiers.Reference
        && mark.Value.StartsWith(Of(kind), StringComparison.Ordinal)
        && mark.Value[Of(kind).Length..] is { Length: > 0 } id
        && !id.Contains('/')
            ? id
            : null;
}
