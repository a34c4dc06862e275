using System.Text;
using Kotwal.Events;

namespace Kotwal.City.Graph;

/// <summary>Hears in an event who speaks and is nobody's. For the one thread that decodes.</summary>
internal sealed class Listening(Sightings sightings)
{
    private const int MaxTextBytes = 64;
    private const long NanosecondsPerMicrosecond = 1_000;

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

    /// <summary>Hears an address that no node bears, or whose node is only staged. A guest is counted and no more.</summary>
    public void HearAddress(GraphSnapshot graph, UInt128 address, SecurityEvent opened)
    {
        if (!AddressSpaces.CanBeOurs(address))
        {
            return;
        }

        var zone = graph.Book.FindZone(address);
        if (IsOfGuests(graph, zone))
        {
            sightings.Guests.Hear(graph.IdOf(zone), address, opened.Timestamp);
        }
        else if (AddressSpaces.IsPrivate(address) || zone >= 0)
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

    /// <summary>
    /// Hears a MAC address that no node bears. One that is no single machine's tells nothing, and one that speaks from, or is given,
    /// an address of guests is a guest's.
    /// </summary>
    public void HearMac(GraphSnapshot graph, ulong mac, UInt128? source, SecurityEvent opened)
    {
        const ulong Group = 0x0100_0000_0000;
        if (mac != 0 && (mac & Group) == 0 && !IsOfGuests(graph, source) && !IsOfGuests(graph, GivenBy(opened)?.Address))
        {
            sightings.Hear(new(mac, IsMac: true), opened);
        }
    }

    /// <summary>Hears which MAC address was given which address. An unknown one that was given an address of guests is a guest.</summary>
    public void HearBinding(GraphSnapshot graph, SecurityEvent opened)
    {
        if (GivenBy(opened) is not { } given)
        {
            return;
        }

        var zone = graph.Book.FindZone(given.Address);
        if (IsOfGuests(graph, zone) && graph.Book.FindMac(given.Mac, opened.Timestamp.UnixNanoseconds / NanosecondsPerMicrosecond) < 0)
        {
            sightings.Guests.Hear(graph.IdOf(zone), given.Address, opened.Timestamp);
        }
        else
        {
            sightings.Bind(given.Mac, given.Address, opened.Timestamp);
        }
    }

    private static (ulong Mac, UInt128 Address)? GivenBy(SecurityEvent opened)
    {
        if (!Tells(opened, Dataset) && !Tells(opened, Protocol))
        {
            return null;
        }

        foreach (var (card, given) in Given)
        {
            if (opened.TryGet(card, out var mac) && opened.TryGet(given, out var text)
                && MacText.TryParse(mac.Text, out var number) && AddressText.TryParse(text.Text, out var address) && AddressSpaces.CanBeOurs(address))
            {
                return (number, address);
            }
        }

        return null;
    }

    private static bool IsOfGuests(GraphSnapshot graph, UInt128? address) =>
        address is { } known && graph.Places.GuestZones.Count > 0 && IsOfGuests(graph, graph.Book.FindZone(known));

    private static bool IsOfGuests(GraphSnapshot graph, int zone) => zone >= 0 && graph.Places.GuestZones.Contains(zone);

    private static bool Tells(SecurityEvent opened, Field field) =>
        opened.TryGet(field, out var value) && (value.Text.EndsWith("dhcp"u8) || value.Text.EndsWith("arp"u8));
}
