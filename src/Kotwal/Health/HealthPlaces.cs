namespace Kotwal.Health;

/// <summary>What of the data folder is looked after, and where what was learned is kept.</summary>
/// <param name="Root">The data folder.</param>
/// <param name="Lake">The lake's folder.</param>
/// <param name="Learned">The file of what was learned and of what is ill.</param>
/// <param name="Maintenance">The file of planned maintenance.</param>
internal sealed record HealthPlaces(string Root, string Lake, string Learned, string Maintenance);
