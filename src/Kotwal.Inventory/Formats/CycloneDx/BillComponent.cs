using System.Text.Json;
using Kotwal.Inventory.Reading;
using Kotwal.Inventory.Tables;

namespace Kotwal.Inventory.Formats.CycloneDx;

/// <summary>One component of a bill to an item.</summary>
internal static class BillComponent
{
    /// <summary>Properties in which we keep what CycloneDX has no place for; those of others are left alone.</summary>
    public const string KindProperty = "kotwal:kind";
    public const string MarkProperty = "kotwal:id:";
    public const string AttributeProperty = "kotwal:attribute:";
    public const string RelationProperty = "kotwal:rel:";

    /// <summary>True for a component that our own writer made.</summary>
    public static bool IsOwn(JsonElement component) => Property(component, KindProperty) is { } kind && InventoryKinds.All.Contains(kind);

    public static ItemBuilder Read(JsonElement component, bool isSubject, int line, InventoryReading reading)
    {
        if (reading.TakesOwn && IsOwn(component))
        {
            return ReadOwn(component, new ItemBuilder(Property(component, KindProperty)!, line, reading), reading);
        }

        var item = new ItemBuilder(isSubject ? InventoryKinds.Asset : InventoryKinds.Component, line, reading);
        var name = FullName(component);
        var version = component.Text("version");
        if (isSubject)
        {
            // The next release is the same application, so that neither version nor package URL are marks of it.
            item.Mark(InventoryIdentifiers.Reference, $"cyclonedx/{component.Text("type") ?? "application"}/{name}");
            item.Say("cyclonedx.purl", component.Text("purl"));
        }
        else
        {
            item.Mark(InventoryIdentifiers.PackageUrl, component.Text("purl"));
            item.Mark(InventoryIdentifiers.Cpe, component.Text("cpe"));
            if (item.IsUnmarked)
            {
                item.Mark(InventoryIdentifiers.Reference, $"cyclonedx/component/{name}@{version}");
            }
        }

        item.Say(InventoryAttributes.Name, name);
        item.Say(InventoryAttributes.Type, component.Text("type"));
        item.Say(InventoryAttributes.Version, version);
        item.Say(InventoryAttributes.Vendor, component.Text("supplier", "name") ?? component.Text("manufacturer", "name") ?? component.Text("publisher"));
        item.Say(InventoryAttributes.Note, component.Text("description"));
        foreach (var choice in component.Elements("licenses"))
        {
            item.Say("cyclonedx.licence", choice.Text("license", "id") ?? choice.Text("license", "name") ?? choice.Text("expression"));
        }

        return item;
    }

    private static ItemBuilder ReadOwn(JsonElement component, ItemBuilder item, InventoryReading reading)
    {
        foreach (var property in component.Elements("properties"))
        {
            var (name, value) = (property.Text("name") ?? "", property.Text("value") ?? "");
            if (name.StartsWith(MarkProperty, StringComparison.Ordinal))
            {
                item.Mark(name[MarkProperty.Length..], value);
            }
            else if (name.StartsWith(AttributeProperty, StringComparison.Ordinal))
            {
                item.Say(name[AttributeProperty.Length..], value);
            }
            else if (name.StartsWith(RelationProperty, StringComparison.Ordinal) && InventoryRelations.All.Contains(name[RelationProperty.Length..]))
            {
                RelationText.Read(name[RelationProperty.Length..], value, item, reading);
            }
        }

        return item;
    }

    private static string FullName(JsonElement component)
    {
        var name = component.Text("name") ?? "";
        return component.Text("group") is { Length: > 0 } group ? $"{group}/{name}" : name;
    }

    private static string? Property(JsonElement component, string name)
    {
        foreach (var property in component.Elements("properties"))
        {
            if (property.Text("name") == name)
            {
                return property.Text("value");
            }
        }

        return null;
    }
}
