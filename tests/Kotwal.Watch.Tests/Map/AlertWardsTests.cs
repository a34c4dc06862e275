using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.City.People;
using Kotwal.Watch.Map;

namespace Kotwal.Watch.Tests.Map;

public sealed class AlertWardsTests
{
    private static readonly AlertWards Wards = Of(TwoWards.Plan);

    [Theory]
    [InlineData("host.name", "PLC-1", "west")]
    [InlineData("city.node", "cam-1", "east")]
    [InlineData("source.ip", "10.0.1.3", "west")]
    [InlineData("destination.ip", "10.0.2.1", "east")]
    public void An_alert_stands_where_the_system_stands_that_it_names(string field, string value, string ward) =>
        Assert.Equal([ward], Wards.Of([new(field, value)], Reach.WholeCity));

    [Fact]
    public void Who_sent_and_who_received_both_count()
    {
        var wards = Wards.Of([new("source.ip", "10.0.1.1"), new("destination.ip", "10.0.2.1")], Reach.WholeCity);

        Assert.Equal(["west", "east"], wards);
    }

    [Fact]
    public void Two_systems_of_one_ward_count_once() =>
        Assert.Equal(["west"], Wards.Of([new("host.name", "plc-1"), new("city.node", "plc-1"), new("source.ip", "10.0.1.2")], Reach.WholeCity));

    [Fact]
    public void A_sensor_that_saw_it_is_not_where_it_happened() =>
        Assert.Equal(["west"], Wards.Of([new("city.node", "sensor-1"), new("source.ip", "10.0.1.1")], Reach.WholeCity));

    [Fact]
    public void A_sensor_that_an_alert_is_about_counts() =>
        Assert.Equal(["east"], Wards.Of([new("city.node", "sensor-1"), new("source.ip", "203.0.113.7")], Reach.WholeCity));

    [Theory]
    [InlineData("source.ip", "203.0.113.7")]
    [InlineData("source.ip", "not an address")]
    [InlineData("user.name", "plc-1")]
    [InlineData("host.name", "lost-1")]
    public void Strangers_and_systems_without_a_ward_stand_nowhere(string field, string value) =>
        Assert.Empty(Wards.Of([new(field, value)], Reach.WholeCity));

    [Fact]
    public void A_ward_that_is_on_no_map_is_none() =>
        Assert.Empty(Of(TwoWards.Plan with { Wards = [] }).Of([new("host.name", "plc-1")], Reach.WholeCity));

    [Fact]
    public void Systems_out_of_reach_stand_nowhere()
    {
        var west = Reach.Of([new(ScopeKind.Ward, "west")]);

        Assert.Equal(["west"], Wards.Of([new("source.ip", "10.0.1.1"), new("destination.ip", "10.0.2.1")], west));
        Assert.Empty(Wards.Of([new("destination.ip", "10.0.2.1")], west));
    }

    [Fact]
    public void Without_a_plan_nothing_stands_anywhere() =>
        Assert.Empty(Of(CityPlan.Empty).Of([new("source.ip", "10.0.1.1")], Reach.WholeCity));

    private static AlertWards Of(CityPlan plan) => new(ItemsGraph.Of(CityFileItems.Of(plan), TimeProvider.System), plan);
}
