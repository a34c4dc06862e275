using System.Text;
using Kotwal.City.Graph;
using Kotwal.Events;

namespace Kotwal.City.Tests.Graph;

public sealed class GeoBookTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public GeoBookTests() => File.WriteAllBytes(file, TinyMmdb.Write(
        ("81.2.69.0/24", new()
        {
            ["continent"] = new Dictionary<string, object> { ["code"] = "EU" },
            ["country"] = Named("GB", "United Kingdom"),
            ["subdivisions"] = new List<object> { Named("ENG", "England") },
            ["city"] = new Dictionary<string, object> { ["names"] = new Dictionary<string, object> { ["en"] = "London" } },
            ["location"] = new Dictionary<string, object> { ["latitude"] = 51.5, ["longitude"] = -0.12, ["time_zone"] = "Europe/London" },
        }),
        ("10.0.0.0/8", new() { ["country"] = Named("XX", "Wrong") }),
        ("8.8.8.0/24", new() { ["autonomous_system_number"] = 15169U, ["autonomous_system_organization"] = "Google LLC" })));

    public void Dispose() => File.Delete(file);

    [Fact]
    public void A_public_party_is_told_where_it_is()
    {
        using var geo = GeoBook.Open(file);

        var told = EventOf(geo, ("source.ip", "81.2.69.142"), ("destination.ip", "8.8.8.8"));

        Assert.Equal(
            ["EU", "GB", "United Kingdom", "GB-ENG", "England", "London", "-0.12,51.5", "Europe/London"],
            ((string[])["continent_code", "country_iso_code", "country_name", "region_iso_code", "region_name", "city_name", "location", "timezone"])
                .Select(name => told.TextOf(Field.Of("source.geo." + name))));
        Assert.Equal(("15169", "Google LLC"), (told.TextOf(Field.Of("destination.as.number")), told.TextOf(Field.Of("destination.as.organization.name"))));
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("81.2.70.1")]
    [InlineData("100.64.0.1")]
    [InlineData("nowhere")]
    public void Private_and_unknown_addresses_are_nowhere(string address)
    {
        using var geo = GeoBook.Open(file);

        Assert.Equal(1, EventOf(geo, ("source.ip", address)).ValueCount);
    }

    [Fact]
    public void What_the_record_says_itself_is_left_alone()
    {
        using var geo = GeoBook.Open(file);

        var told = EventOf(geo, ("source.ip", "81.2.69.142"), ("source.geo.country_iso_code", "IN"));

        Assert.Equal(("IN", 2), (told.TextOf(Field.Of("source.geo.country_iso_code")), told.ValueCount));
    }

    [Fact]
    public void Addresses_without_end_do_not_fill_the_memory()
    {
        using var geo = GeoBook.Open(file);

        for (var number = 0u; number < GeoBook.MaxRemembered + 100; number++)
        {
            geo.Find(Addresses.OfIPv4(0x50000000 + number));
        }

        Assert.InRange(geo.Remembered, 1, GeoBook.MaxRemembered);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no such format")]
    public void A_file_that_is_none_is_refused_with_the_setting_and_its_name(string text)
    {
        File.WriteAllText(file, text);

        var error = Assert.Throws<InvalidDataException>(() => GeoBook.Open(file));

        Assert.StartsWith($"City:GeoFile: {file}", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => GeoBook.Open(file + ".missing"));
    }

    private static Dictionary<string, object> Named(string code, string name) =>
        new() { ["iso_code"] = code, ["names"] = new Dictionary<string, object> { ["en"] = name } };

    private static SecurityEvent EventOf(GeoBook geo, params (string Name, string Value)[] fields)
    {
        var batch = new EventBatch(Guid.Empty, new CityEnricher(() => GraphSnapshot.Empty, geo));
        var origin = new RecordOrigin { Source = "test", Transport = "file" };
        batch.Begin(new Events.Record(Encoding.UTF8.GetBytes("line"), origin, new EventTime(1, 0), 0, IsTruncated: false));
        foreach (var (name, value) in fields)
        {
            batch.Add(Field.Of(name), value);
        }

        batch.End();
        return batch[0];
    }
}
