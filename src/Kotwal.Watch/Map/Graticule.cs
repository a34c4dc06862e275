using System.Globalization;
using Kotwal.City.Graph;

namespace Kotwal.Watch.Map;

/// <summary>The meridians and parallels of round degrees that cross the sheet.</summary>
/// <param name="Meridians">From left to right.</param>
/// <param name="Parallels">From the top to the bottom.</param>
public sealed record Graticule(IReadOnlyList<GraticuleLine> Meridians, IReadOnlyList<GraticuleLine> Parallels)
{
    /// <summary>Shortest distance between two lines, in units.</summary>
    private const double MinDistance = 110;

    // In millionths of a degree, so that no line is missed by a rounding.
    private static readonly int[] Steps =
        [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 5_000_000, 30_000_000];

    internal static Graticule Of(MapProjection projection)
    {
        var corner = projection.At(new(0, 0));
        var opposite = projection.At(new(MapProjection.Width, projection.Height));
        var degreesApart = MinDistance / projection.Height * (corner.Latitude - opposite.Latitude);
        var step = Steps.FirstOrDefault(size => size >= degreesApart * 1_000_000, Steps[^1]);
        return new(
            [.. Between(corner.Longitude, opposite.Longitude, step).Select(degrees => new GraticuleLine(
                projection.Place(new CityPoint(degrees, corner.Latitude)).X, Write(degrees, "E", "W")))],
            [.. Between(opposite.Latitude, corner.Latitude, step).Reverse().Select(degrees => new GraticuleLine(
                projection.Place(new CityPoint(corner.Longitude, degrees)).Y, Write(degrees, "N", "S")))]);
    }

    private static IEnumerable<double> Between(double from, double to, int step)
    {
        for (var line = (long)Math.Ceiling(from * 1_000_000 / step); line * step < to * 1_000_000; line++)
        {
            yield return line * step / 1_000_000.0;
        }
    }

    private static string Write(double degrees, string positive, string negative) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(degrees):0.###}° {(degrees < 0 ? negative : positive)}");
}

/// <summary>One line of a graticule.</summary>
/// <param name="At">Distance from the left or the upper edge of the sheet, in units.</param>
/// <param name="Label">The degrees: <c>79.9° E</c>.</param>
public sealed record GraticuleLine(double At, string Label);
