using System.Text.Json;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.CycloneDx;

/// <summary>One bill of materials while it is read: its things by their <c>bom-ref</c>, and what depends on what.</summary>
internal sealed class Bill(InventoryReading reading)
{
    private static readonly string[] Strongest = [InventoryIdentifiers.PackageUrl, InventoryIdentifiers.Reference, InventoryIdentifiers.Cpe];

    private readonly List<ItemBuilder> things = [];
    private readonly Dictionary<string, (ItemBuilder Thing, InventoryIdentifier Mark)> byRef = new(StringComparer.Ordinal);
    private readonly List<(string From, string To)> arrows = [];
    private readonly HashSet<string> own = new(StringComparer.Ordinal);
    private readonly HashSet<string> listed = new(StringComparer.Ordinal);
    private string? subject;
    private (int Count, int Line) left;

    /// <summary>Reads what the bill is of.</summary>
    public void ReadSubject(JsonElement component, int line)
    {
        subject = Add(component, BillComponent.Read(component, isSubject: true, line, reading), line) ?? subject;
        ReadParts(component, line);
    }

    /// <summary>Reads a component and those within.</summary>
    public void ReadComponent(JsonElement component, int line)
    {
        if (component.ValueKind != JsonValueKind.Object || component.Text("name") is null)
        {
            reading.Report(line, "A component has a name.");
            return;
        }

        // Scanners list every file of an image; what is installed is named by other components.
        if (component.Text("type") != "file")
        {
            Add(component, BillComponent.Read(component, isSubject: false, line, reading), line);
        }

        ReadParts(component, line);
    }

    public void ReadDependencies(JsonElement dependency)
    {
        if (dependency.Text("ref") is not { } from)
        {
            return;
        }

        listed.Add(from);
        foreach (var to in dependency.Elements("dependsOn"))
        {
            if (to.Text() is { } target && arrows.Count < InventoryLimits.MaxItems)
            {
                arrows.Add((from, target));
            }
        }
    }

    /// <summary>All things with what they depend on. Where the bill does not say what its subject depends on, that is what nothing else does.</summary>
    public IEnumerable<InventoryItem> Items()
    {
        foreach (var (from, to) in arrows)
        {
            Relate(from, to);
        }

        if (subject is not null && !listed.Contains(subject))
        {
            var needed = arrows.Select(arrow => arrow.To).Append(subject).ToHashSet(StringComparer.Ordinal);
            foreach (var free in byRef.Keys.Where(reference => !needed.Contains(reference)).ToList())
            {
                Relate(subject, free);
            }
        }

        if (left.Count > 0)
        {
            reading.Report(left.Line, $"{left.Count} components say under kotwal: what is in the city; that is taken only from an export of our own, when it is asked for.");
        }

        return things.Select(thing => thing.Build()).OfType<InventoryItem>();
    }

    // What we wrote ourselves has its relations with it.
    private void Relate(string from, string to)
    {
        if (from != to && !own.Contains(from) && byRef.TryGetValue(from, out var source) && byRef.TryGetValue(to, out var target))
        {
            source.Thing.Relate(InventoryRelations.DependsOn, target.Thing.Kind, target.Mark);
        }
    }

    private void ReadParts(JsonElement component, int line)
    {
        foreach (var part in component.Elements("components"))
        {
            ReadComponent(part, line);
        }
    }

    private string? Add(JsonElement component, ItemBuilder thing, int line)
    {
        if (things.Count >= reading.MaxItems)
        {
            throw new InventoryException($"The document has more than {reading.MaxItems} items.");
        }

        things.Add(thing);
        var isOwn = BillComponent.IsOwn(component);
        if (isOwn && !reading.TakesOwn)
        {
            left = (left.Count + 1, left.Count == 0 ? line : left.Line);
        }

        if (thing.Build() is not { } item)
        {
            return null;
        }

        // A reference is optional where nothing points at the component.
        var reference = component.Text("bom-ref") ?? $"\0{things.Count}";
        var strongest = item.Identifiers.MinBy(mark => Array.IndexOf(Strongest, mark.Kind) is var rank and >= 0 ? rank : Strongest.Length);
        if (!byRef.TryAdd(reference, (thing, strongest)))
        {
            return null;
        }

        if (isOwn && reading.TakesOwn)
        {
            own.Add(reference);
        }

        return reference;
    }
}
