using System.Text;
using Kotwal.Events;

namespace Kotwal.City.Graph;

/// <summary>
/// Says for every event which node, service, ward and zone it is about, who sent and who received. Reads a snapshot in memory;
/// for the one thread that decodes.
/// </summary>
public sealed class CityEnricher(CityPlan plan) : IEventEnricher
{
    private const int MaxNameBytes = 256;

    private static readonly Field HostName = Field.Of("host.name");
    private static readonly Field SourceIp = Field.Of("source.ip");
    private static readonly Field DestinationIp = Field.Of("destination.ip");

    private static readonly PlaceFields Subject = new("city.");
    private static readonly PlaceFields Source = new("city.source.");
    private static readonly PlaceFields Destination = new("city.destination.");

    private readonly AddressBook book = new(plan);

    /// <inheritdoc/>
    public void Enrich(SecurityEvent opened, EventBatch batch)
    {
        if (book.IsEmpty)
        {
            return;
        }

        Span<char> name = stackalloc char[MaxNameBytes];
        var subject = HostOf(opened, name) ?? (opened.Origin.Sender is { } sender ? book.FindAddress(sender) : null);
        var source = AddressOf(opened, SourceIp, name);
        var destination = AddressOf(opened, DestinationIp, name);
        Subject.Add(batch, subject);
        Source.Add(batch, source);
        Destination.Add(batch, destination);
    }

    private CityPlace? HostOf(SecurityEvent opened, Span<char> name) =>
        TryRead(opened, HostName, name, out var length) ? book.FindHost(name[..length]) : null;

    private CityPlace? AddressOf(SecurityEvent opened, Field field, Span<char> name) =>
        TryRead(opened, field, name, out var length) ? book.FindAddress(name[..length]) : null;

    private static bool TryRead(SecurityEvent opened, Field field, Span<char> name, out int length)
    {
        length = 0;
        return opened.TryGet(field, out var value)
            && value.Text.Length is > 0 and <= MaxNameBytes
            && Encoding.UTF8.TryGetChars(value.Text, name, out length);
    }

    /// <summary>The fields that describe one place, under a common prefix.</summary>
    private sealed class PlaceFields(string prefix)
    {
        private readonly Field node = Field.Of(prefix + "node");
        private readonly Field type = Field.Of(prefix + "asset_type");
        private readonly Field service = Field.Of(prefix + "service");
        private readonly Field criticality = Field.Of(prefix + "criticality");
        private readonly Field ward = Field.Of(prefix + "ward");
        private readonly Field zone = Field.Of(prefix + "zone");

        public void Add(EventBatch batch, CityPlace? place)
        {
            if (place is null)
            {
                return;
            }

            AddKnown(batch, zone, place.Zone);
            AddKnown(batch, node, place.Node?.Name);
            AddKnown(batch, type, place.Node?.Type);
            AddKnown(batch, ward, place.Node?.Ward);
            AddKnown(batch, service, place.Node?.Service);
            AddKnown(batch, criticality, place.Service?.Criticality);
        }

        private static void AddKnown(EventBatch batch, Field field, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                batch.Add(field, value);
            }
        }
    }
}
