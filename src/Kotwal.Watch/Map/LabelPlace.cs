namespace Kotwal.Watch.Map;

/// <summary>
/// Finds where in a shape a name has most room around it. The middle of a crescent lies outside of it, so a grid of places is
/// tried and the one farthest from the boundary and from the signs in it wins.
/// </summary>
internal static class LabelPlace
{
    private const int Steps = 23;

    /// <summary>How much room is given up to be a unit nearer to the middle: of places alike that one looks best.</summary>
    private const double Pull = 0.05;

    /// <summary>Room that a sign takes around its place, in units.</summary>
    private const double SignRadius = 20;

    /// <summary>Most edges that a place is measured against; of longer boundaries every n-th point is taken.</summary>
    private const int MaxEdges = 240;

    /// <summary>The roomiest place; for a shape so thin that no place of the grid is inside, the mean of its points.</summary>
    /// <param name="ring">The boundary.</param>
    /// <param name="signs">What else is drawn there.</param>
    public static MapPoint In(IReadOnlyList<MapPoint> ring, IReadOnlyList<MapPoint> signs)
    {
        var points = ring.Count <= MaxEdges ? ring : [.. ring.Where((_, place) => place % ((ring.Count / MaxEdges) + 1) == 0)];
        var (west, east) = (points.Min(point => point.X), points.Max(point => point.X));
        var (north, south) = (points.Min(point => point.Y), points.Max(point => point.Y));
        var edges = Edges(points).Select(edge => (Flat(edge.From), Flat(edge.To))).ToList();
        var best = new MapPoint(points.Average(point => point.X), points.Average(point => point.Y));
        var middle = new MapPoint((west + east) / 2, (north + south) / 2);
        var room = double.MinValue;
        for (var step = 0; step < Steps * Steps; step++)
        {
            var place = new MapPoint(
                west + ((east - west) * ((step % Steps) + 1) / (Steps + 1)),
                north + ((south - north) * ((step / Steps) + 1) / (Steps + 1)));
            if (IsInside(place, points) && RoomAt(Flat(place), edges, signs) - (Pull * Math.Sqrt(place.SquareTo(middle))) is var found && found > room)
            {
                (best, room) = (place, found);
            }
        }

        return best;
    }

    /// <summary>The area that a ring encloses, in square units.</summary>
    public static double Area(IReadOnlyList<MapPoint> ring) =>
        Math.Abs(Edges(ring).Sum(edge => (edge.From.X * edge.To.Y) - (edge.To.X * edge.From.Y))) / 2;

    /// <summary>True when the place is within the ring, by the even-odd rule.</summary>
    public static bool IsInside(MapPoint place, IReadOnlyList<MapPoint> ring) =>
        Edges(ring).Count(edge =>
            edge.From.Y > place.Y != edge.To.Y > place.Y
            && place.X < edge.From.X + ((place.Y - edge.From.Y) / (edge.To.Y - edge.From.Y) * (edge.To.X - edge.From.X))) % 2 == 1;

    // A name is wider than it is high, so room at its sides is worth more.
    private static MapPoint Flat(MapPoint point) => point with { X = point.X * 0.55 };

    private static double RoomAt(MapPoint place, List<(MapPoint From, MapPoint To)> edges, IReadOnlyList<MapPoint> signs) => Math.Min(
        edges.Min(edge => Math.Sqrt(SquareDistance(place, edge.From, edge.To))),
        signs.Select(sign => Math.Sqrt(place.SquareTo(Flat(sign))) - SignRadius).DefaultIfEmpty(double.MaxValue).Min());

    private static double SquareDistance(MapPoint place, MapPoint from, MapPoint to)
    {
        var length = from.SquareTo(to);
        var along = length == 0
            ? 0
            : Math.Clamp((((place.X - from.X) * (to.X - from.X)) + ((place.Y - from.Y) * (to.Y - from.Y))) / length, 0, 1);
        return place.SquareTo(new(from.X + (along * (to.X - from.X)), from.Y + (along * (to.Y - from.Y))));
    }

    private static IEnumerable<(MapPoint From, MapPoint To)> Edges(IReadOnlyList<MapPoint> ring) =>
        ring.Select((point, place) => (point, ring[(place + 1) % ring.Count]));
}
