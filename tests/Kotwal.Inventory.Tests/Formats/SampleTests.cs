using System.Text;
using Kotwal.Inventory.Formats;
using Kotwal.Testing;

namespace Kotwal.Inventory.Tests.Formats;

/// <summary>Documents of other programs and what is read from them: items as our own format writes them, then the problems.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("netbox-devices.json", "netbox")]
    [InlineData("netbox-all.json", "netbox")]
    [InlineData("nmap-real.xml", "nmap")]
    [InlineData("nmap-city.xml", "nmap")]
    [InlineData("servicenow.csv", "servicenow")]
    [InlineData("cyclonedx-npm.json", "cyclonedx")]
    [InlineData("places.geojson", "geojson")]
    [InlineData("nodes.csv", "csv")]
    [InlineData("asset-register.csv", "csv")]
    public void A_sample_is_recognised_and_read_as_approved(string file, string format)
    {
        var bytes = File.ReadAllBytes(TestFiles.PathOf(file));
        var reading = new InventoryReading();

        Assert.Equal(format, InventoryFormats.Detect(bytes, file)?.Name);
        var items = Documents.Read(format, bytes, reading);

        var text = new StringBuilder(Encoding.UTF8.GetString(Documents.Write("kotwal", [.. items])));
        foreach (var problem in reading.Problems)
        {
            text.Append(problem.Line).Append(": ").Append(problem.Reason).Append('\n');
        }

        Golden.Check(TestFiles.PathOf(file + ".approved"), text.ToString());
    }

    [Fact]
    public void The_sample_city_is_read_without_a_problem()
    {
        var reading = new InventoryReading();

        var nodes = Documents.Read("csv", File.ReadAllBytes(Repository.PathOf("samples", "city", "nodes.csv")), reading);
        var wards = Documents.Read("geojson", File.ReadAllBytes(Repository.PathOf("samples", "city", "wards.geojson")), reading);
        var sites = Documents.Read("geojson", File.ReadAllBytes(Repository.PathOf("samples", "city", "sites.geojson")), reading);

        Assert.Empty(reading.Problems);
        Assert.Equal(379, nodes.Count);
        Assert.Equal(12, wards.Count);
        Assert.All(sites, site => Assert.Equal(InventoryKinds.Site, site.Kind));
        Assert.All(wards, ward => Assert.NotNull(ward.Said(InventoryAttributes.Geometry)));
    }

    [Fact]
    public void A_document_of_no_known_format_is_not_recognised() => Assert.Null(InventoryFormats.Detect([0, 1, 2, 3], "image.bin"));
}
