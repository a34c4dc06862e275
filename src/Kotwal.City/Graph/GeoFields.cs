using Kotwal.Events;

namespace Kotwal.City.Graph;

/// <summary>The fields that say where a party of the traffic is; what the record says itself is left alone.</summary>
internal sealed class GeoFields(string prefix)
{
    private readonly Field continent = Field.Of(prefix + "geo.continent_code");
    private readonly Field countryCode = Field.Of(prefix + "geo.country_iso_code");
    private readonly Field country = Field.Of(prefix + "geo.country_name");
    private readonly Field regionCode = Field.Of(prefix + "geo.region_iso_code");
    private readonly Field region = Field.Of(prefix + "geo.region_name");
    private readonly Field city = Field.Of(prefix + "geo.city_name");
    private readonly Field timeZone = Field.Of(prefix + "geo.timezone");
    private readonly Field location = Field.Of(prefix + "geo.location");
    private readonly Field network = Field.Of(prefix + "as.number");
    private readonly Field owner = Field.Of(prefix + "as.organization.name");

    public void Add(SecurityEvent opened, EventBatch batch, GeoPlace? place)
    {
        if (place is null || opened.TryGet(countryCode, out _) || opened.TryGet(country, out _))
        {
            return;
        }

        AddKnown(batch, continent, place.Continent);
        AddKnown(batch, countryCode, place.CountryCode);
        AddKnown(batch, country, place.Country);
        AddKnown(batch, regionCode, place.RegionCode);
        AddKnown(batch, region, place.Region);
        AddKnown(batch, city, place.City);
        AddKnown(batch, timeZone, place.TimeZone);
        AddKnown(batch, location, place.Location);
        if (place.Network is { } number && !opened.TryGet(network, out _))
        {
            batch.Add(network, number);
            AddKnown(batch, owner, place.NetworkOwner);
        }
    }

    private static void AddKnown(EventBatch batch, Field field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            batch.Add(field, value);
        }
    }
}
