using System.Text;
using Kotwal.Events;

namespace Kotwal.City.Graph;

/// <summary>
/// Says for every event which node, service, ward and zone it is about, who sent and who received, and where on earth strangers
/// are. Reads the present graph in memory, which may change between two events; for the one thread that decodes.
/// </summary>
/// <param name="present">The present graph.</param>
/// <param name="geo">Where public addresses are; null when the operator has no such file.</param>
/// <param name="sightings">Where those are noted who speak and are nobody's; null where nobody asks.</param>
public sealed class CityEnricher(Func<GraphSnapshot> present, GeoBook? geo = null, Sightings? sightings = null) : IEventEnricher
{
    private const int MaxNameBytes = 256;
    private const long NanosecondsPerMicrosecond = 1_000;

    private static readonly Field HostName = Field.Of("host.name");
    private static readonly Field HostMac = Field.Of("host.mac");
    private static readonly Field SourceIp = Field.Of("source.ip");
    private static readonly Field SourceMac = Field.Of("source.mac");
    private static readonly Field DestinationIp = Field.Of("destination.ip");
    private static readonly Field DestinationMac = Field.Of("destination.mac");

    private static readonly PlaceFields Subject = new("city.");
    private static readonly PlaceFields Source = new("city.source.");
    private static readonly PlaceFields Destination = new("city.destination.");

    private static readonly GeoFields SourceGeo = new("source.");
    private static readonly GeoFields DestinationGeo = new("destination.");

    private readonly Listening? listening = sightings is null ? null : new Listening(sightings);

    /// <inheritdoc/>
    public void Enrich(SecurityEvent opened, EventBatch batch)
    {
        var graph = present();
        var source = TryReadAddress(opened, SourceIp, out var sender);
        var destination = TryReadAddress(opened, DestinationIp, out var receiver);
        var time = opened.Timestamp.UnixNanoseconds / NanosecondsPerMicrosecond;
        Listen(graph, opened, source ? sender : null, time);
        if (!graph.Book.IsEmpty)
        {
            var subject = SubjectOf(graph.Book, opened, time);
            var from = PlaceOf(graph.Book, opened, source ? sender : null, SourceMac, time);
            var to = PlaceOf(graph.Book, opened, destination ? receiver : null, DestinationMac, time);
            Subject.Add(batch, PlaceText.Of(graph, subject));
            Source.Add(batch, PlaceText.Of(graph, from));
            Destination.Add(batch, PlaceText.Of(graph, to));
        }

        if (geo is not null)
        {
            SourceGeo.Add(opened, batch, source ? geo.Find(sender) : null);
            DestinationGeo.Add(opened, batch, destination ? geo.Find(receiver) : null);
        }
    }

    private void Listen(GraphSnapshot graph, SecurityEvent opened, UInt128? source, long time)
    {
        if (listening is null)
        {
            return;
        }

        if (source is { } address && IsStranger(graph, graph.Book.FindAddress(address, time)))
        {
            listening.HearAddress(graph, address, opened);
        }

        // Who relays records of a host that is known is not asked who it is.
        if (HostOf(graph.Book, opened) < 0 && IsStranger(graph, SenderOf(graph.Book, opened, time)))
        {
            listening.HearSender(graph, opened);
        }

        HearMac(graph, opened, HostMac, source, time);
        HearMac(graph, opened, SourceMac, source, time);
        listening.HearBinding(graph, opened);
    }

    private void HearMac(GraphSnapshot graph, SecurityEvent opened, Field field, UInt128? source, long time)
    {
        if (opened.TryGet(field, out var value) && MacText.TryParse(value.Text, out var mac) && IsStranger(graph, graph.Book.FindMac(mac, time)))
        {
            listening!.HearMac(graph, mac, source, opened);
        }
    }

    private static bool IsStranger(GraphSnapshot graph, int place) => PlaceText.Of(graph, place) is null or { IsStaged: true };

    private static int SubjectOf(AddressBook book, SecurityEvent opened, long time)
    {
        if (HostOf(book, opened) is var host and >= 0)
        {
            return host;
        }

        if (MacOf(book, opened, HostMac, time) is var card and >= 0)
        {
            return card;
        }

        return TryReadSender(opened, out var address) ? PlaceOf(book, address, time) : -1;
    }

    private static int SenderOf(AddressBook book, SecurityEvent opened, long time) =>
        TryReadSender(opened, out var address) ? book.FindAddress(address, time) : -1;

    private static bool TryReadSender(SecurityEvent opened, out UInt128 address)
    {
        Span<byte> sender = stackalloc byte[MaxNameBytes];
        address = 0;
        return opened.Origin.Sender is { Length: <= MaxNameBytes } text
            && Encoding.UTF8.TryGetBytes(text, sender, out var length)
            && AddressText.TryParse(sender[..length], out address);
    }

    private static int HostOf(AddressBook book, SecurityEvent opened)
    {
        Span<char> name = stackalloc char[MaxNameBytes];
        return opened.TryGet(HostName, out var value) && value.Text.Length is > 0 and <= MaxNameBytes
            && Encoding.UTF8.TryGetChars(value.Text, name, out var length)
                ? book.FindHost(name[..length])
                : -1;
    }

    private static int PlaceOf(AddressBook book, SecurityEvent opened, UInt128? address, Field mac, long time)
    {
        var place = address is { } known ? book.FindAddress(known, time) : -1;
        place = place < 0 ? MacOf(book, opened, mac, time) : place;
        return place < 0 && address is { } stranger ? book.FindZone(stranger) : place;
    }

    private static int PlaceOf(AddressBook book, UInt128 address, long time) =>
        book.FindAddress(address, time) is var place and >= 0 ? place : book.FindZone(address);

    private static int MacOf(AddressBook book, SecurityEvent opened, Field field, long time) =>
        opened.TryGet(field, out var value) && MacText.TryParse(value.Text, out var mac) ? book.FindMac(mac, time) : -1;

    private static bool TryReadAddress(SecurityEvent opened, Field field, out UInt128 address)
    {
        address = 0;
        return opened.TryGet(field, out var value) && AddressText.TryParse(value.Text, out address);
    }
}
