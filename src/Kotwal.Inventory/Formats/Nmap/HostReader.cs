using System.Globalization;
using System.Text;
using System.Xml;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.Nmap;

/// <summary>One <c>host</c> of a scan to its items.</summary>
internal sealed class HostReader
{
    // Below that nmap's own guesses contradict each other; the best one is kept under its own name then.
    private const int SureAccuracy = 95;

    private readonly InventoryReading reading;
    private readonly HashSet<string> known;
    private readonly ItemBuilder host;
    private readonly List<InventoryItem> components = [];
    private bool isUp;
    private int accuracy;
    private OpenPort? port;

    private HostReader(int line, HashSet<string> known, InventoryReading reading)
    {
        host = new ItemBuilder(InventoryKinds.Asset, line, reading);
        this.known = known;
        this.reading = reading;
    }

    /// <summary>Reads to the end of the element.</summary>
    /// <param name="xml">Stands on the element.</param>
    /// <param name="known">CPE names of components that are given already.</param>
    /// <param name="reading">Is told of what cannot be used.</param>
    public static IReadOnlyList<InventoryItem> Read(XmlReader xml, HashSet<string> known, InventoryReading reading)
    {
        var reader = new HostReader(SafeXml.Line(xml), known, reading);
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (SafeXml.TryRead(xml) && xml.Depth > depth)
            {
                reader.Take(xml);
            }
        }

        return reader.isUp && reader.host.Build() is { } host ? [host, .. reader.components] : [];
    }

    private void Take(XmlReader xml)
    {
        if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "port")
        {
            TakePort();
        }

        if (xml.NodeType != XmlNodeType.Element)
        {
            return;
        }

        switch (xml.LocalName)
        {
            case "status":
                isUp = xml.GetAttribute("state") == "up";
                break;
            case "address":
                TakeAddress(xml);
                break;
            case "hostname":
                host.Mark(InventoryIdentifiers.HostName, Named(xml));
                host.SayFirst(InventoryAttributes.Name, Named(xml));
                break;
            case "port":
                port = new OpenPort(xml.GetAttribute("portid") ?? "", xml.GetAttribute("protocol") ?? "");
                break;
            case "state" when port is not null:
                port.IsOpen = xml.GetAttribute("state") == "open";
                break;
            case "service" when port is not null:
                port.Describe(xml);
                break;
            case "osmatch":
                TakeSystem(xml);
                break;
            case "osclass":
                TakeClass(xml);
                break;
            case "cpe":
                TakeCpe(xml);
                break;
        }
    }

    // Every system calls itself localhost, and nmap says so of the machine that it runs on.
    private static string? Named(XmlReader xml) => xml.GetAttribute("name") is { } name && name != "localhost" ? name : null;

    private void TakeAddress(XmlReader xml)
    {
        var address = xml.GetAttribute("addr");
        if (xml.GetAttribute("addrtype") == "mac")
        {
            host.Mark(InventoryIdentifiers.Mac, address);
            host.Say("nmap.mac.vendor", xml.GetAttribute("vendor"));
        }
        else
        {
            host.Mark(InventoryIdentifiers.Address, address);
        }
    }

    // Matches come with the best first.
    private void TakeSystem(XmlReader xml)
    {
        if (accuracy > 0 || !int.TryParse(xml.GetAttribute("accuracy"), NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
        {
            accuracy = -Math.Abs(accuracy);
            return;
        }

        accuracy = accuracy == 0 ? Math.Clamp(percent, 1, 100) : accuracy;
        if (accuracy > 0)
        {
            var name = xml.GetAttribute("name");
            host.Say("nmap.os", $"{name} ({accuracy} %)");
            host.Say(InventoryAttributes.OperatingSystem, accuracy >= SureAccuracy ? name : null);
        }
    }

    private void TakeClass(XmlReader xml)
    {
        if (accuracy >= SureAccuracy)
        {
            host.SayFirst(InventoryAttributes.Type, NmapTypes.Of(xml.GetAttribute("type")));
        }
    }

    private void TakeCpe(XmlReader xml)
    {
        if (port is not null && !xml.IsEmptyElement && SafeXml.TryRead(xml) && xml.NodeType == XmlNodeType.Text)
        {
            var name = new StringBuilder();
            SafeXml.AppendText(xml, name);
            port.Cpe ??= name.ToString() is var cpe && cpe.StartsWith("cpe:/a", StringComparison.Ordinal) ? cpe : null;
        }
    }

    private void TakePort()
    {
        if (port is { IsOpen: true } open)
        {
            host.Say(open.Attribute, open.Text);
            host.SayFirst(InventoryAttributes.Type, NmapTypes.Of(open.Device));
            if (open.Component(host.Line, reading) is { } component)
            {
                var mark = component.Identifiers[0];
                host.Relate(InventoryRelations.Runs, InventoryKinds.Component, mark);
                if (known.Count < InventoryLimits.MaxItems && known.Add(mark.Value))
                {
                    components.Add(component);
                }
            }
        }

        port = null;
    }
}
