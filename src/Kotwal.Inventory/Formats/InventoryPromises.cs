namespace Kotwal.Inventory.Formats;

/// <summary>What every format promises for any bytes: the body of its fuzz target. Slow, and only called from there.</summary>
internal static class InventoryPromises
{
    // Far above what a document needs, far below what a sender could wish for.
    private const int TextPerByte = 64;
    private const int SomeMore = 64 * 1024;

    /// <summary>Reads the bytes as one document, writes what it gave and reads that again.</summary>
    /// <returns>The promise that was broken, or null.</returns>
    public static string? Broken(IInventoryFormat format, byte[] bytes)
    {
        var score = format.Score(bytes, "");
        if (score is < 0 or > 100)
        {
            return "A score lies between 0 and 100.";
        }

        if (format is ITableFormat table)
        {
            Try(() => table.Preview(new MemoryStream(bytes)));
        }

        List<InventoryItem> items = [];
        var isWhole = Try(() => items.AddRange(format.Read(new MemoryStream(bytes), new())));
        return items.Select(Broken).FirstOrDefault(broken => broken is not null)
            ?? (TextOf(items) > ((long)TextPerByte * bytes.Length) + SomeMore ? "Output is bounded." : null)
            ?? (isWhole && format is IInventoryWriter writer ? BrokenAgain(writer, items) : null);
    }

    // Documents that are none, or pass a limit, are refused by one exception and no other.
    private static bool Try(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (InventoryException)
        {
            return false;
        }
    }

    private static string? Broken(InventoryItem item)
    {
        if (!InventoryKinds.All.Contains(item.Kind) || item.Identifiers.Count == 0)
        {
            return "An item has a known kind and a mark.";
        }

        foreach (var mark in item.Identifiers.Concat(item.Relations.Select(relation => relation.Target)))
        {
            if (Identifiers.CanonicalIdentifier.Read(mark.Kind, mark.Value, out _) != mark.Value)
            {
                return $"A mark is in its canonical form: {mark}.";
            }
        }

        return item.Attributes.Any(said => said.Key.Length == 0 || said.Value.Trim() != said.Value || said.Value.Length == 0)
            ? "An attribute has a name and a value."
            : null;
    }

    private static string? BrokenAgain(IInventoryWriter writer, List<InventoryItem> items)
    {
        var document = new MemoryStream();
        if (!Try(() => writer.Write(items, document)))
        {
            return null;
        }

        document.Position = 0;
        var again = writer.Read(document, new(TakesOwn: true)).ToList();
        return again.Count == items.Count && again.Zip(items).All(pair => TextOf([pair.First]) == TextOf([pair.Second]))
            ? null
            : "What is written reads back the same.";
    }

    private static long TextOf(IEnumerable<InventoryItem> items) =>
        items.Sum(item => item.Identifiers.Sum(mark => (long)mark.Value.Length)
            + item.Attributes.Sum(said => (long)said.Key.Length + said.Value.Length)
            + item.Relations.Sum(relation => (long)relation.Target.Value.Length));
}
