using System.Text;
using Kotwal.Events;

namespace Kotwal.City.Graph;

/// <summary>Hears in an event who speaks and is nobody's. For the one thread that decodes.</summary>
internal sealed class Listening(Sightings sightings)
{
    private const int MaxTextBytes = 64;

    private static readonly Field Dataset = Field.Of("event.dataset");
    private static readonly Field Protocol = Field.Of("network.protocol");

    // A MAC address in traffic that was routed is the router's; only where addresses are given does it belong to the address.
    private static readonly (Field Mac, Field Address)[] Given =
    [
        (Field.Of("zeek.dhcp.mac"), Field.Of("zeek.dhcp.assigned_addr")),
        (Field.Of("zeek.dhcp.mac"), Field.Of("zeek.dhcp.client_addr")),
        (Field.Of("client.mac"), Field.Of("client.ip")),
        (Field.Of("source.mac"), Field.Of("source.ip")),
    ];

    /// <summary>Hears an address that no node bears, or whose node is only staged.</summary>
    public void HearAddress(GraphSnapshot graph, UInt128 address, SecurityEvent opened)
    {
        if (AddressSpaces.CanBeOurs(address) && (AddressSpaces.IsPrivate(address) || graph.Book.FindZone(address) >= 0))
        {
            sightings.Hear(new(address, IsMac: false), opened);
        }
    }

    /// <summary>Hears the sender of the record by its address.</summary>
    public void HearSender(GraphSnapshot graph, SecurityEvent opened)
    {
        Span<byte> text = stackalloc byte[MaxTextBytes];
        if (opened.Origin.Sender is { Length: <= MaxTextBytes } sender
            && Encoding.UTF8.TryGetBytes(sender, text, out var length) && AddressText.TryParse(text[..length], out var address))
        {
            HearAddress(graph, address, opened);
        }
    }

    /// <summary>Hears a MAC address that no node bears. One that is no single machine's tells nothing.</summary>
    public void HearMac(ulong mac, SecurityEvent opened)
    {
        const ulong Group = 0x0100_0000_0000;
        if (mac != 0 && (mac & Group) == 0)
        {
            sightings.Hear(new(mac, IsMac: true), opened);
        }
    }

    /// <summary>Hears which MAC address was given which address.</summary>
    public void HearBinding(SecurityEvent opened)
    {
        if (!Tells(opened, Dataset) && !Tells(opened, Protocol))
        {
            return;
        }

        foreach (var (card, given) in Given)
        {
            if (opened.TryGet(card, out var mac) && opened.TryGet(given, out var text)
                && MacText.TryParse(mac.Text, out var number) && AddressText.TryParse(text.Text, out var address) && AddressSpaces.CanBeOurs(address))
            {
                sightings.Bind(number, address, opened.Timestamp);
                return;
            }
        }
    }

    private static bool Tells(SecurityEvent opened, Field field) =>
        opened.TryGet(field, out var value) && (value.Text.EndsWith("dhcp"u8) || value.Text.EndsWith("arp"u8));
}
