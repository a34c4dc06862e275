using CsCheck;
using Kotwal.City.Graph;
using Kotwal.Watch.Map;

namespace Kotwal.Watch.Tests.Map;

public sealed class MapProjectionTests
{
    private static readonly Gen<CityPoint> Point = Gen.Select(Gen.Double[-179, 179], Gen.Double[-80, 80], (east, north) => new CityPoint(east, north));

    [Fact]
    public void At_sixty_degrees_a_degree_of_longitude_is_half_as_long_as_one_of_latitude()
    {
        var projection = new MapProjection([new(10, 59.5), new(11, 60.5)]);

        var corner = projection.Place(new(10, 60.5));
        var east = projection.Place(new(11, 60.5));
        var south = projection.Place(new(10, 59.5));

        Assert.Equal(0.5, (east.X - corner.X) / (south.Y - corner.Y), 3);
        Assert.Equal((corner.Y, corner.X), (east.Y, south.X));
    }

    [Fact]
    public void North_is_up_and_east_is_right()
    {
        var projection = new MapProjection([new(79.8, 22.2), new(79.9, 22.3)]);

        var southWest = projection.Place(new(79.8, 22.2));
        var northEast = projection.Place(new(79.9, 22.3));

        Assert.True(northEast.Y < southWest.Y);
        Assert.True(northEast.X > southWest.X);
    }

    // Nagpur and Mumbai, 690 km apart on the great circle between these points.
    [Fact]
    public void Distances_are_those_on_the_ground()
    {
        CityPoint nagpur = new(79.0882, 21.1458);
        CityPoint mumbai = new(72.8777, 19.0760);
        var projection = new MapProjection([nagpur, mumbai]);

        var units = Math.Sqrt(projection.Place(nagpur).SquareTo(projection.Place(mumbai)));

        Assert.InRange(units / projection.UnitsPerMetre / 1000, 683, 697);
    }

    [Fact]
    public void Every_point_falls_on_the_sheet_and_comes_back() =>
        Point.Array[1, 20].Sample(points =>
        {
            var projection = new MapProjection(points);
            return points.All(point =>
            {
                var place = projection.Place(point);
                var back = projection.At(place);
                return place.X is >= 0 and <= MapProjection.Width && place.Y >= 0 && place.Y <= projection.Height
                    && Math.Abs(back.Longitude - point.Longitude) < 1e-6 && Math.Abs(back.Latitude - point.Latitude) < 1e-6;
            });
        });

    [Fact]
    public void What_is_not_on_earth_does_not_stretch_the_sheet()
    {
        CityPoint[] city = [new(79.8, 22.2), new(79.9, 22.3)];

        var projection = new MapProjection([.. city, new(double.PositiveInfinity, 22), new(double.NaN, double.NaN), new(79, 4000)]);

        Assert.Equal(new MapProjection(city).Place(city[0]), projection.Place(city[0]));
    }

    [Fact]
    public void A_sheet_without_points_is_drawn_nonetheless()
    {
        var projection = new MapProjection([]);

        Assert.Equal(new MapPoint(MapProjection.Width / 2, projection.Height / 2), projection.Place(default));
    }
}
