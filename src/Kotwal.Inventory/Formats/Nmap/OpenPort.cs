using System.Xml;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.Nmap;

/// <summary>A port of a host and the program that answers on it.</summary>
internal sealed class OpenPort(string number, string protocol)
{
    private string service = "";
    private string product = "";
    private string version = "";

    /// <summary>Open for certain; <c>open|filtered</c> is not.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The first CPE name of the program, as nmap writes it; or null.</summary>
    public string? Cpe { get; set; }

    /// <summary>What the program takes the device for, or null.</summary>
    public string? Device { get; private set; }

    /// <summary><c>nmap.port.443.tcp</c>.</summary>
    public string Attribute => $"nmap.port.{number}.{protocol}";

    /// <summary><c>https nginx 1.18.0</c>; <c>open</c> when nothing is known of it.</summary>
    public string Text => string.Join(' ', ((string[])[service, product, version]).Where(word => word.Length > 0)) is { Length: > 0 } text ? text : "open";

    public void Describe(XmlReader xml)
    {
        var name = xml.GetAttribute("name") ?? "";
        service = xml.GetAttribute("tunnel") == "ssl" ? (name == "http" ? "https" : $"ssl/{name}") : name;
        product = xml.GetAttribute("product") ?? "";
        version = xml.GetAttribute("version") ?? "";
        Device = xml.GetAttribute("devicetype");
    }

    /// <summary>The program as a component, or null when it has no CPE name.</summary>
    public InventoryItem? Component(int line, InventoryReading reading)
    {
        if (Cpe is null)
        {
            return null;
        }

        var component = new ItemBuilder(InventoryKinds.Component, line, reading);
        component.Mark(InventoryIdentifiers.Cpe, Cpe);
        component.Say(InventoryAttributes.Name, product);
        component.Say(InventoryAttributes.Version, version);
        return component.Build();
    }
}
