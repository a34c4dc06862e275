using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Tables;

/// <summary>The target of a relation in one line: <c>ward w01</c> by short id, <c>component purl pkg:npm/ms@2.1.3</c> by another mark.</summary>
internal static class RelationText
{
    public static string Write(InventoryRelation relation) =>
        ShortId.From(relation.Target, relation.TargetKind) is { } id && !id.Any(char.IsWhiteSpace)
            ? $"{relation.TargetKind} {id}"
            : $"{relation.TargetKind} {relation.Target.Kind} {relation.Target.Value}";

    /// <summary>Adds what the line says to the item; a line that says nothing is reported.</summary>
    public static void Read(string name, string line, ItemBuilder item, InventoryReading reading)
    {
        var parts = line.Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || !InventoryKinds.All.Contains(parts[0]))
        {
            reading.Report(item.Line, $"'{CleanText.Shorten(line)}' is no target of {name}, as 'ward w01' is.");
        }
        else if (parts.Length == 2)
        {
            item.RelateReference(name, parts[0], parts[1]);
        }
        else
        {
            item.Relate(name, parts[0], parts[1], parts[2]);
        }
    }
}
