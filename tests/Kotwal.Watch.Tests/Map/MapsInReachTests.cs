using Kotwal.City.Access;
using Kotwal.City.People;
using Kotwal.Watch.Map;

namespace Kotwal.Watch.Tests.Map;

public sealed class MapsInReachTests
{
    private readonly CityMap whole = new(TwoWards.Plan);

    [Fact]
    public void Systems_and_sites_are_drawn_as_far_as_they_are_in_reach_and_outlines_all()
    {
        var water = new MapsInReach(whole).Of(Reach.Of([new(ScopeKind.Service, "water")]));
        var east = new MapsInReach(whole).Of(Reach.Of([new(ScopeKind.Ward, "east")]));

        Assert.Equal([2, 0], water.Wards.Select(ward => ward.Content.Systems));
        Assert.Empty(water.Wards.SelectMany(ward => ward.Sites));
        Assert.Equal([0, 2], east.Wards.Select(ward => ward.Content.Systems));
        Assert.Equal(["crossing"], east.Wards.SelectMany(ward => ward.Sites).Select(site => site.Site.Id));
        Assert.All(water.Wards.Zip(whole.Wards), pair => Assert.Equal(pair.Second.Outline?.Path, pair.First.Outline?.Path));
    }

    [Fact]
    public void The_same_reach_is_drawn_once_and_many_are_not_kept_for_ever()
    {
        var maps = new MapsInReach(whole);
        var first = maps.Of(Reach.Of([new(ScopeKind.Ward, "0")]));

        Assert.Same(first, maps.Of(Reach.Of([new(ScopeKind.Ward, "0")])));
        for (var ward = 1; ward < 100; ward++)
        {
            maps.Of(Reach.Of([new(ScopeKind.Ward, $"{ward}")]));
        }

        Assert.NotSame(first, maps.Of(Reach.Of([new(ScopeKind.Ward, "0")])));
        Assert.Same(whole, maps.Of(Reach.WholeCity));
    }
}
