using System.Net;
using Kotwal.City.Graph;

namespace Kotwal.Tests.Demo;

/// <summary>The sample city is sound: its map closes and its register refers only to what exists.</summary>
public sealed class SampleCityTests
{
    private static readonly CityPlan Plan = SampleCity.Plan;

    [Fact]
    public void Wards_share_their_boundaries_and_leave_one_closed_outline()
    {
        var edges = Plan.Wards
            .SelectMany(ward => ward.Rings.SelectMany(ring => ring.Zip(ring.Skip(1))))
            .GroupBy(edge => Compare(edge.First, edge.Second) < 0 ? edge : (edge.Second, edge.First))
            .ToDictionary(same => same.Key, same => same.Count());

        var outline = edges.Where(edge => edge.Value == 1).Select(edge => edge.Key).ToList();

        Assert.All(edges.Values, count => Assert.InRange(count, 1, 2));
        Assert.Equal(outline.Count, LengthOfWalk(outline));
    }

    [Fact]
    public void Every_site_stands_in_its_ward() =>
        Assert.All(Plan.Sites, site => Assert.Equal(site.Ward, Assert.Single(Plan.Wards, ward => Contains(ward.Rings[0], site.At)).Id));

    [Fact]
    public void Every_node_refers_to_what_exists()
    {
        var wards = Plan.Wards.Select(ward => ward.Id).ToHashSet();
        var sites = Plan.Sites.ToDictionary(site => site.Id, site => site.Ward);
        var services = Plan.Services.Select(service => service.Id).ToHashSet();

        Assert.All(Plan.Nodes, node =>
        {
            Assert.Contains(node.Ward, wards);
            Assert.Equal(node.Ward, sites[node.Site]);
            Assert.Contains(node.Service, services);
        });
        Assert.All(Plan.Services, service => Assert.Subset(services, service.DependsOn.ToHashSet()));
    }

    [Fact]
    public void Every_node_has_a_name_and_a_private_address_of_its_own_within_its_zone()
    {
        var zones = Plan.Zones.ToDictionary(zone => zone.Id, zone => zone.Network);
        IPNetwork[] kept = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16")];

        Assert.Equal(Plan.Nodes.Count, Plan.Nodes.DistinctBy(node => node.Name).Count());
        Assert.Equal(Plan.Nodes.Count, Plan.Nodes.DistinctBy(node => node.Address).Count());
        Assert.All(Plan.Nodes, node =>
        {
            var address = IPAddress.Parse(node.Address);
            Assert.True(zones[node.Zone].Contains(address), $"{node.Name} is outside its zone.");
            Assert.Contains(kept, network => network.Contains(address));
        });
    }

    [Theory]
    [InlineData("camera", 180)]
    [InlineData("signal_controller", 60)]
    [InlineData("server", 19)]
    [InlineData("control_server", 2)]
    public void The_city_has_as_many_of_a_type_as_its_page_says(string type, int count) =>
        Assert.Equal(count, Plan.Nodes.Count(node => node.Type == type));

    private static int LengthOfWalk(List<(CityPoint A, CityPoint B)> outline)
    {
        var neighbours = outline.Concat(outline.Select(edge => (A: edge.B, B: edge.A))).ToLookup(edge => edge.A, edge => edge.B);
        var (before, here, steps) = (outline[0].A, outline[0].B, 1);
        while (here != outline[0].A && steps <= outline.Count)
        {
            (before, here) = (here, Assert.Single(neighbours[here], next => next != before));
            steps++;
        }

        return steps;
    }

    // The even-odd rule: a ray to the east crosses the boundary an odd number of times from inside.
    private static bool Contains(IReadOnlyList<CityPoint> ring, CityPoint at) =>
        ring.Zip(ring.Skip(1)).Count(edge =>
            (edge.First.Latitude > at.Latitude) != (edge.Second.Latitude > at.Latitude)
            && at.Longitude < ((edge.Second.Longitude - edge.First.Longitude) * (at.Latitude - edge.First.Latitude)
                / (edge.Second.Latitude - edge.First.Latitude)) + edge.First.Longitude) % 2 == 1;

    private static int Compare(CityPoint left, CityPoint right) =>
        (left.Longitude, left.Latitude).CompareTo((right.Longitude, right.Latitude));
}
