namespace Kotwal.Demo.Places;

/// <summary>A ward and its boundary.</summary>
/// <param name="Id">Short id, such as <c>w04</c>.</param>
/// <param name="Name">The name in English.</param>
/// <param name="NameHi">The name in Hindi.</param>
/// <param name="Boundary">A closed ring, counter-clockwise; neighbours share its points (RFC 7946, section 3.1.6).</param>
public sealed record DemoWard(string Id, string Name, string NameHi, IReadOnlyList<DemoPoint> Boundary);

/// <summary>A place on the map in degrees, WGS 84.</summary>
public readonly record struct DemoPoint(double Longitude, double Latitude)
{
    internal static DemoPoint From(double[] coordinates) => new(coordinates[0], coordinates[1]);
}
