using Kotwal.Watch.Map;

namespace Kotwal.Watch.Tests.Map;

public sealed class LabelPlaceTests
{
    private static readonly MapPoint[] Square = [new(0, 0), new(100, 0), new(100, 100), new(0, 100)];

    // A horseshoe that is open to the right: its middle lies outside of it.
    private static readonly MapPoint[] Horseshoe =
        [new(0, 0), new(100, 0), new(100, 20), new(40, 20), new(40, 80), new(100, 80), new(100, 100), new(0, 100)];

    [Fact]
    public void The_name_of_a_square_stands_in_its_middle()
    {
        var place = LabelPlace.In(Square, []);

        Assert.Equal((50, 50), (Math.Round(place.X, 6), Math.Round(place.Y, 6)));
    }

    [Fact]
    public void The_name_of_a_horseshoe_stands_within_it()
    {
        var place = LabelPlace.In(Horseshoe, []);

        Assert.True(LabelPlace.IsInside(place, Horseshoe));
        Assert.False(LabelPlace.IsInside(new(70, 50), Horseshoe));
    }

    [Fact]
    public void A_name_keeps_away_from_signs()
    {
        var place = LabelPlace.In(Square, [new(50, 50)]);

        Assert.True(place.SquareTo(new(50, 50)) > 20 * 20);
    }

    [Fact]
    public void A_shape_without_room_has_its_name_at_the_mean_of_its_points() =>
        Assert.Equal(new MapPoint(50, 0), LabelPlace.In([new(0, 0), new(100, 0), new(50, 0)], []));

    [Theory]
    [InlineData(4, 10_000)]
    [InlineData(3, 5_000)]
    public void The_area_is_what_the_ring_encloses(int corners, double expected) =>
        Assert.Equal(expected, LabelPlace.Area(Square[..corners]));
}
