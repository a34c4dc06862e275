using System.Globalization;

namespace Kotwal.Watch.Map;

/// <summary>A round distance and how long it is on the sheet.</summary>
/// <param name="Length">In units.</param>
/// <param name="Label">The distance: <c>2 km</c>.</param>
public sealed record ScaleBar(double Length, string Label)
{
    private const double MaxLength = 160;

    private static readonly int[] Steps = [1, 2, 5];

    /// <summary>The longest bar of one, two or five times a power of ten metres that has room.</summary>
    internal static ScaleBar Of(double unitsPerMetre)
    {
        var metres = Enumerable.Range(0, 7).SelectMany(power => Steps.Select(step => step * Math.Pow(10, power)))
            .Where(distance => distance * unitsPerMetre <= MaxLength).DefaultIfEmpty(1).Max();
        return new(metres * unitsPerMetre, metres < 1000
            ? string.Create(CultureInfo.InvariantCulture, $"{metres:0} m")
            : string.Create(CultureInfo.InvariantCulture, $"{metres / 1000:0} km"));
    }
}
