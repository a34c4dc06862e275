using System.Diagnostics.Metrics;

namespace Kotwal.City;

/// <summary>What City counts.</summary>
internal static class CityMeter
{
    internal const string Name = "Kotwal.City";

    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> SignIns = Meter.CreateCounter<long>("kotwal.city.sign_ins", description: "Attempts to sign in, by result.");

    internal static readonly Counter<long> TokensRefused = Meter.CreateCounter<long>("kotwal.city.tokens_refused", description: "Requests with an unknown, expired or revoked token.");

    internal static readonly Counter<long> ReadsNotNoted = Meter.CreateCounter<long>("kotwal.city.reads_not_noted", description: "Readings of personal data that the audit trail had no room for.");

    internal static readonly Counter<long> RequestsRefused = Meter.CreateCounter<long>("kotwal.city.requests_refused", description: "Requests refused because too many came from one address, account or token.");

    internal static readonly Counter<long> SightingsDropped = Meter.CreateCounter<long>("kotwal.city.sightings_dropped", description: "Addresses that speak and are nobody's, for which there was no room.");

    internal static readonly Counter<long> MovesDropped = Meter.CreateCounter<long>("kotwal.city.moves_dropped", description: "New addresses of network cards that were not recorded, because there were too many of one card.");
}
