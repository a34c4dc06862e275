using System.Text;
using Kotwal.Inventory.Formats;

namespace Kotwal.Inventory.Tests;

/// <summary>Reads and writes documents in memory, and shows items as text that can be compared.</summary>
internal static class Documents
{
    public static List<InventoryItem> Read(string format, string document, InventoryReading? reading = null) =>
        Read(format, Encoding.UTF8.GetBytes(document), reading);

    public static List<InventoryItem> Read(string format, byte[] document, InventoryReading? reading = null) =>
        [.. InventoryFormats.Find(format)!.Read(new OneWay(document), reading ?? new())];

    public static byte[] Write(string format, params InventoryItem[] items)
    {
        var document = new MemoryStream();
        ((IInventoryWriter)InventoryFormats.Find(format)!).Write(items, document);
        return document.ToArray();
    }

    /// <summary>An item with all that is said of it, sorted; without its line.</summary>
    public static string Text(InventoryItem item)
    {
        // The order of values of one name is kept, that of names is not promised.
        var lines = item.Identifiers.Select(mark => $"id {mark.Kind} {mark.Value}")
            .Concat(item.Attributes.GroupBy(said => said.Key).Select(said => $"{said.Key} = {string.Join(" | ", said.Select(each => each.Value))}"))
            .Concat(item.Relations.Select(relation => $"{relation.Name} {relation.TargetKind} {relation.Target.Kind} {relation.Target.Value}"));
        return item.Kind + "\n" + string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    public static string? Said(this InventoryItem item, string name) => item.Attributes.FirstOrDefault(said => said.Key == name).Value;

    public static string[] Marks(this InventoryItem item, string kind) => [.. item.Identifiers.Where(mark => mark.Kind == kind).Select(mark => mark.Value)];

    /// <summary>A stream as a request has it: forwards only, and in small pieces.</summary>
    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1000));
    }
}
