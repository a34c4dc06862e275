using System.Text;
using System.Text.Json;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.Events;

namespace Kotwal.City.Tests.Graph;

public sealed class CityFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kotwal-city-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_that_is_missing_is_a_city_of_which_nothing_is_known()
    {
        var plan = CityFiles.Read(Path.Combine(folder, "none"));

        Assert.Empty(plan.Nodes);
        Assert.True(GraphOf(plan).Book.IsEmpty);
    }

    [Fact]
    public void An_event_learns_the_node_service_and_ward_of_its_host_and_of_both_parties()
    {
        var batch = EventOf(("host.name", "CAM-1"), ("source.ip", "10.20.1.21"), ("destination.ip", "10.20.9.9"));

        var learned = batch[0];

        Assert.Equal("cam-1", learned.TextOf(Field.Of("city.node")));
        Assert.True(NodeId.TryParse(learned.TextOf(Field.Of("city.node_id")), out _));
        Assert.Equal(("s1", "O"), (learned.TextOf(Field.Of("city.site")), learned.TextOf(Field.Of("city.source.owner"))));
        Assert.Equal("cctv", learned.TextOf(Field.Of("city.service")));
        Assert.Equal("high", learned.TextOf(Field.Of("city.criticality")));
        Assert.Equal("w1", learned.TextOf(Field.Of("city.source.ward")));
        Assert.Equal("cameras", learned.TextOf(Field.Of("city.destination.zone")));
        Assert.Null(learned.TextOf(Field.Of("city.destination.node")));
    }

    [Fact]
    public void A_plan_that_went_through_the_graph_is_the_plan_that_was_read()
    {
        Write("city.json", """
            {"name": "Test", "zones": [{"id": "cameras", "name": "Cameras", "network": "10.20.0.0/16"}, {"id": "wifi", "name": "Wi-Fi", "network": "172.16.0.0/16", "guests": true}],
             "services": [{"id": "cctv", "name": "Cameras", "criticality": "high", "owner": "O", "depends_on": ["dc"]}, {"id": "dc", "name": "DC", "name_hi": "डीसी"}]}
            """);
        Write("wards.geojson", """{"features":[{"properties":{"id":"w1","name":"Fort"},"geometry":{"type":"Polygon","coordinates":[[[79.5,22.5],[79.6,22.5],[79.6,22.6],[79.5,22.5]]]}}]}""");
        Write("sites.geojson", """{"features":[{"properties":{"id":"s1","name":"Hall","kind":"office","ward":"w1"},"geometry":{"type":"Point","coordinates":[79.55,22.52]}}]}""");
        Write("nodes.csv", "name,type,address,zone,ward,site,service,vendor,model,owner\ncam-1,camera,10.20.1.21,cameras,w1,s1,cctv,V,M,O\n");
        var files = CityFiles.Read(folder);

        var plan = GraphPlan.Of(GraphOf(files), files);

        Assert.Equal(JsonSerializer.Serialize(Plain(files)), JsonSerializer.Serialize(Plain(plan)));
    }

    [Fact]
    public void The_longest_prefix_names_the_zone()
    {
        var batch = EventOf(("source.ip", "10.20.7.7"));

        Assert.Equal("lobby", batch[0].TextOf(Field.Of("city.source.zone")));
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("")]
    [InlineData("192.0.2.1")]
    public void What_is_unknown_stays_unknown(string address)
    {
        var batch = EventOf(("source.ip", address));

        Assert.Equal(1, batch[0].ValueCount);
    }

    [Fact]
    public void A_wrong_file_names_its_line()
    {
        Write("nodes.csv", "name,type,address,zone,ward,site,service,vendor,model,owner\na,b,c\n");

        var error = Assert.Throws<InvalidDataException>(() => CityFiles.Read(folder));

        Assert.Contains("nodes.csv:2: 10 values are expected and 3 are there", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"zones": [{"name": "no id"}]}""")]
    [InlineData("""{"zones": [{"id": "x", "network": "10.0.0.0/99"}]}""")]
    [InlineData("""{"zones": 7}""")]
    public void A_wrong_city_names_its_file(string text)
    {
        Write("city.json", text);

        var error = Assert.Throws<InvalidDataException>(() => CityFiles.Read(folder));

        Assert.Contains("city.json: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wards_and_sites_keep_their_shapes()
    {
        Write("wards.geojson", """{"features":[{"properties":{"id":"w1","name":"Fort"},"geometry":{"type":"Polygon","coordinates":[[[79.5,22.5],[79.6,22.5],[79.6,22.6],[79.5,22.5]]]}}]}""");
        Write("sites.geojson", """{"features":[{"properties":{"id":"s1","name":"Hall","kind":"office","ward":"w1"},"geometry":{"type":"Point","coordinates":[79.55,22.52]}}]}""");

        var plan = CityFiles.Read(folder);

        Assert.Equal(4, Assert.Single(Assert.Single(plan.Wards).Rings).Count);
        Assert.Equal(new CityPoint(79.55, 22.52), Assert.Single(plan.Sites).At);
    }

    private EventBatch EventOf(params (string Name, string Value)[] fields)
    {
        Write("city.json", """
            {"name": "Test", "zones": [{"id": "cameras", "network": "10.20.0.0/16"}, {"id": "lobby", "network": "10.20.7.0/24"}],
             "services": [{"id": "cctv", "name": "Cameras", "criticality": "high"}]}
            """);
        Write("nodes.csv", "name,type,address,zone,ward,site,service,vendor,model,owner\ncam-1,camera,10.20.1.21,cameras,w1,s1,cctv,V,M,O\n");
        var graph = GraphOf(CityFiles.Read(folder));
        var batch = new EventBatch(Guid.Empty, new CityEnricher(() => graph));
        var origin = new RecordOrigin { Source = "test", Transport = "file" };
        batch.Begin(new Events.Record(Encoding.UTF8.GetBytes("line"), origin, new EventTime(1, 0), 0, IsTruncated: false));
        foreach (var (name, value) in fields)
        {
            batch.Add(Field.Of(name), value);
        }

        batch.End();
        return batch;
    }

    private static object Plain(CityPlan plan) => new { plan.Name, Zones = plan.Zones.Select(zone => $"{zone}"), plan.Services, plan.Wards, plan.Sites, plan.Nodes };

    private static GraphSnapshot GraphOf(CityPlan plan) => ItemsGraph.Of(CityFileItems.Of(plan), TimeProvider.System);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
