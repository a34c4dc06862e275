using Kotwal.City.Graph;

namespace Kotwal.Watch.Map;

/// <summary>
/// Brings degrees of WGS 84 onto a flat sheet: equirectangular, with longitudes shortened by the cosine of the middle latitude,
/// so that within a city a distance is as long in one direction as in the other. North is up. Immutable.
/// </summary>
internal sealed class MapProjection
{
    /// <summary>Width of the sheet, in its own units.</summary>
    public const double Width = 1000;

    /// <summary>Free ground left and right of the city, in units.</summary>
    public const double SideMargin = 60;

    /// <summary>Free ground above and below the city, in units: room for its name and the scale.</summary>
    public const double Margin = 78;

    private const double MinHeight = 480;
    private const double MaxHeight = 900;

    // One degree of latitude; the difference between pole and equator is below the width of a line.
    private const double MetresPerDegree = 111_195;

    private readonly double west;
    private readonly double north;
    private readonly double shortening;
    private readonly double unitsPerDegree;
    private readonly double left;
    private readonly double top;

    /// <summary>Fits the sheet to points; without any, the sheet shows nothing and every point falls on its middle.</summary>
    public MapProjection(IReadOnlyCollection<CityPoint> points)
    {
        var shown = points.Where(IsOnEarth).DefaultIfEmpty().ToList();
        (west, north) = (shown.Min(point => point.Longitude), shown.Max(point => point.Latitude));
        var south = shown.Min(point => point.Latitude);
        shortening = Math.Cos(double.DegreesToRadians((north + south) / 2));
        var wide = (shown.Max(point => point.Longitude) - west) * shortening;
        var high = north - south;
        unitsPerDegree = Math.Min(Fit(Width - (2 * SideMargin), wide), Fit(MaxHeight - (2 * Margin), high));
        Height = Math.Clamp((high * unitsPerDegree) + (2 * Margin), MinHeight, MaxHeight);
        left = (Width - (wide * unitsPerDegree)) / 2;
        top = (Height - (high * unitsPerDegree)) / 2;
    }

    /// <summary>Height of the sheet, in units.</summary>
    public double Height { get; }

    /// <summary>How long one metre on the ground is on the sheet.</summary>
    public double UnitsPerMetre => unitsPerDegree / MetresPerDegree;

    /// <summary>True for what a longitude and a latitude can be; files may hold anything.</summary>
    public static bool IsOnEarth(CityPoint point) => Math.Abs(point.Longitude) <= 180 && Math.Abs(point.Latitude) <= 90;

    /// <summary>The place of a point on the sheet, from its upper left corner.</summary>
    public MapPoint Place(CityPoint point) => new(
        left + ((point.Longitude - west) * shortening * unitsPerDegree),
        top + ((north - point.Latitude) * unitsPerDegree));

    /// <summary>The point that lies at a place of the sheet.</summary>
    public CityPoint At(MapPoint place) =>
        new(west + ((place.X - left) / unitsPerDegree / shortening), north - ((place.Y - top) / unitsPerDegree));

    // A city that is a single point is shown as one of a hundredth of a degree, about a kilometre.
    private static double Fit(double room, double degrees) => room / Math.Max(degrees, 0.01);
}

/// <summary>A place on the sheet, in units from the upper left corner.</summary>
public readonly record struct MapPoint(double X, double Y)
{
    public double SquareTo(MapPoint other) => ((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y));
}
