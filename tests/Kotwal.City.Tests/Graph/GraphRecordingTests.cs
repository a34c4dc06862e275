using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Work;

namespace Kotwal.City.Tests.Graph;

public sealed class GraphRecordingTests : IAsyncLifetime
{
    private static readonly NodeId Pump = Told.Node(1);
    private static readonly NodeId Works = Told.Node(2);

    private TestCity city = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CityGraph Graph => city.Get<CityGraph>();

    public async ValueTask InitializeAsync() => city = await TestCity.CreateAsync();

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task What_was_recorded_is_in_the_present_graph_and_everyone_who_listens_hears_of_it()
    {
        var heard = 0;
        using var listening = city.Get<CityFeed>().Subscribe(CityTopic.Graph, () => heard++);

        await RecordAsync("files", [.. Pump.Is("asset", "pump")]);

        Assert.Equal("pump", Graph.Current.Find(Pump, Reach.WholeCity)?.Name);
        Assert.Equal((1, 1L), (heard, Graph.Current.Recording));
    }

    [Fact]
    public async Task A_graph_that_follows_is_the_one_that_is_read_anew()
    {
        await RecordAsync("files", [.. Pump.Is("asset", "pump"), .. Works.Is("site", "works"), Pump.Said("vendor", "A")]);
        await RecordAsync("import:csv", [.. Told.Node(3).Is("asset", "valve"), Pump.Said("vendor", "B"), Pump.To("located-in", Works)]);
        await RecordAsync("person:asha", [Told.Node(3).Said("merged-into", Pump.ToString())]);
        await RecordAsync("person:asha", [Pump.Ended("vendor", "A"), Pump.Said("vendor", "C", hour: 1)]);
        city.Clock.Advance(TimeSpan.FromHours(2));
        await Graph.LoadAsync(Cancel);

        await using var other = await TestCity.OpenAsync(city.Folder, keep: true);
        other.Clock.Advance(TimeSpan.FromHours(2));
        await other.Get<CityGraph>().LoadAsync(Cancel);

        Assert.Equal(Told.Write(other.Get<CityGraph>().Current), Told.Write(Graph.Current));
        Assert.Equal("C", Graph.Current.Find(Pump, Reach.WholeCity)?.Attribute("vendor"));
        Assert.Equal("works", Graph.Current.Find(Told.Node(3), Reach.WholeCity)?.Site?.Name);
    }

    [Fact]
    public async Task The_city_as_it_was_known_on_a_date_lacks_what_was_recorded_later_and_what_was_effective_then_is_asked_apart()
    {
        await RecordAsync("files", [.. Pump.Is("asset", "pump")]);
        city.Clock.Advance(TimeSpan.FromHours(2));
        await RecordAsync("files", [Pump.Said("vendor", "A", hour: -24)]);

        var then = await Graph.AsKnownOnAsync(Some.Noon.AddHours(1), asOf: null, Cancel);
        var now = await Graph.AsKnownOnAsync(Some.Noon.AddHours(2), asOf: Some.Noon, Cancel);

        Assert.Null(then.Find(Pump, Reach.WholeCity)!.Attribute("vendor"));
        Assert.Equal("A", now.Find(Pump, Reach.WholeCity)!.Attribute("vendor"));
        Assert.Empty((await Graph.AsKnownOnAsync(Some.Noon.AddDays(-1), asOf: null, Cancel)).Nodes(Reach.WholeCity));
    }

    [Fact]
    public async Task Recordings_that_come_at_once_are_all_in_the_graph_when_they_return()
    {
        await Task.WhenAll(Enumerable.Range(1, 20).Select(async number =>
        {
            await RecordAsync("import:csv", [.. Told.Node(number).Is("asset", "a" + number)]);
            Assert.NotNull(Graph.Current.Find(Told.Node(number), Reach.WholeCity));
        }));

        Assert.Equal((20, 20L), (Graph.Current.Count, Graph.Current.Recording));
    }

    private Task<Recording> RecordAsync(string source, Fact[] facts) => Graph.RecordAsync(new(source, "test"), facts, Cancel);
}
