using System.Security.Cryptography;
using System.Text;
using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>Recognises an item without a reference of its own when the same document comes again: by a hash of all its marks.</summary>
internal static class ItemKeys
{
    private const int HashBytes = 12;

    public static InventoryIdentifier Of(string source, InventoryItem item)
    {
        var marks = item.Identifiers.Select(mark => mark.Kind + "=" + mark.Value).Order(StringComparer.Ordinal);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(item.Kind + "\n" + string.Join('\n', marks)));
        return new(FactWords.ItemKey, source + "/" + Convert.ToHexStringLower(hash.AsSpan(0, HashBytes)));
    }

    /// <summary>True when the item needs one: a reference tells it from all others anyway.</summary>
    public static bool Needs(InventoryItem item) => item.Identifiers.All(mark => mark.Kind != InventoryIdentifiers.Reference);
}
