using System.Globalization;
using MaxMind.Db;

namespace Kotwal.City.Graph;

/// <summary>
/// Where public addresses are, by an operator's own file in MaxMind's format (MMDB 2.0). Remembers a bounded number of answers; for
/// one thread.
/// </summary>
public sealed class GeoBook : IDisposable
{
    internal const int MaxRemembered = 65_536;

    private readonly Reader reader;
    private readonly Dictionary<UInt128, GeoPlace?> remembered = [];

    private GeoBook(Reader reader) => this.reader = reader;

    internal int Remembered => remembered.Count;

    /// <summary>Opens the file.</summary>
    /// <exception cref="InvalidDataException">It is not there or not of the format; the message names the setting and the file.</exception>
    public static GeoBook Open(string path)
    {
        try
        {
            return new GeoBook(new Reader(path, FileAccessMode.MemoryMapped));
        }
        catch (Exception error) when (error is InvalidDatabaseException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidDataException($"City:GeoFile: {path} cannot be read as an MMDB file: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    /// <summary>Where the address is; null for addresses that are not public, and for those the file does not know.</summary>
    internal GeoPlace? Find(UInt128 address)
    {
        if (!AddressSpaces.IsPublic(address))
        {
            return null;
        }

        if (remembered.TryGetValue(address, out var place))
        {
            return place;
        }

        // Addresses come from senders, who can invent them without end.
        if (remembered.Count >= MaxRemembered)
        {
            remembered.Clear();
        }

        return remembered[address] = Read(address);
    }

    // A file that breaks off is found out here at the latest; it tells nothing and stops nothing.
    private GeoPlace? Read(UInt128 address)
    {
        try
        {
            var record = reader.Find<Dictionary<string, object>>(Addresses.ToAddress(address));
            return record is null ? null : GeoPlace.Of(record);
        }
        catch (Exception error) when (error is InvalidDatabaseException or InvalidCastException or DeserializationException or FormatException or OverflowException)
        {
            return null;
        }
    }
}

/// <summary>What a geo file says of an address; each part may be missing.</summary>
internal sealed record GeoPlace(
    string? Continent, string? CountryCode, string? Country, string? RegionCode, string? Region, string? City, string? TimeZone,
    string? Location, long? Network, string? NetworkOwner)
{
    public static GeoPlace Of(Dictionary<string, object> record)
    {
        var country = Map(record, "country");
        var region = record.GetValueOrDefault("subdivisions") is List<object> and [Dictionary<string, object> first, ..] ? first : null;
        var code = Text(country, "iso_code");
        var regionCode = Text(region, "iso_code");
        return new(
            Text(Map(record, "continent"), "code"), code, Name(country), code is null || regionCode is null ? null : code + "-" + regionCode, Name(region),
            Name(Map(record, "city")), Text(Map(record, "location"), "time_zone"), Point(Map(record, "location")),
            record.GetValueOrDefault("autonomous_system_number") is { } number ? Convert.ToInt64(number, CultureInfo.InvariantCulture) : null,
            Text(record, "autonomous_system_organization"));
    }

    private static Dictionary<string, object>? Map(Dictionary<string, object> record, string name) =>
        record.GetValueOrDefault(name) as Dictionary<string, object>;

    private static string? Text(Dictionary<string, object>? record, string name) => record?.GetValueOrDefault(name) as string;

    private static string? Name(Dictionary<string, object>? record) => record is null ? null : Text(Map(record, "names"), "en");

    private static string? Point(Dictionary<string, object>? location) =>
        location?.GetValueOrDefault("longitude") is double longitude && location.GetValueOrDefault("latitude") is double latitude
            ? string.Create(CultureInfo.InvariantCulture, $"{longitude},{latitude}")
            : null;
}
