using System.Globalization;
using System.Text;
using Kotwal.City.Graph;

namespace Kotwal.Watch.Map;

/// <summary>The boundary of a ward as SVG draws it.</summary>
/// <param name="Path">Data of an SVG path, in units of the sheet.</param>
/// <param name="Label">Where the name stands beside landmarks.</param>
/// <param name="LabelAmongSites">Where the name stands when all sites are drawn.</param>
public sealed record MapOutline(string Path, MapPoint Label, MapPoint LabelAmongSites)
{
    /// <summary>Points nearer to the one before are left out: nobody can see them, and a boundary may have very many.</summary>
    private const double MinStep = 0.6;

    /// <summary>Draws the rings; null when none of them has an area.</summary>
    /// <param name="rings">The boundaries.</param>
    /// <param name="sites">Sites of the ward, from whose signs the name keeps away.</param>
    /// <param name="projection">Brings them onto the sheet.</param>
    internal static MapOutline? Of(
        IReadOnlyList<IReadOnlyList<CityPoint>> rings, IReadOnlyList<MapSite> sites, MapProjection projection)
    {
        var drawn = rings.Select(ring => Place(ring, projection)).Where(ring => ring.Count >= 3).ToList();
        if (drawn.MaxBy(LabelPlace.Area) is not { } largest)
        {
            return null;
        }

        return new(
            PathOf(drawn),
            LabelPlace.In(largest, [.. sites.Where(site => site.IsLandmark).Select(site => site.At)]),
            LabelPlace.In(largest, [.. sites.Select(site => site.At)]));
    }

    /// <summary>A number of the sheet as SVG reads it.</summary>
    public static string Write(double units) => units.ToString("0.#", CultureInfo.InvariantCulture);

    private static List<MapPoint> Place(IReadOnlyList<CityPoint> ring, MapProjection projection)
    {
        var placed = new List<MapPoint>();
        foreach (var point in ring.Where(MapProjection.IsOnEarth).Select(projection.Place))
        {
            if (placed.Count == 0 || placed[^1].SquareTo(point) >= MinStep * MinStep)
            {
                placed.Add(point);
            }
        }

        return placed;
    }

    private static string PathOf(List<List<MapPoint>> rings)
    {
        var path = new StringBuilder();
        foreach (var ring in rings)
        {
            var command = 'M';
            foreach (var point in ring)
            {
                path.Append(command).Append(Write(point.X)).Append(' ').Append(Write(point.Y));
                command = 'L';
            }

            path.Append('Z');
        }

        return path.ToString();
    }
}
