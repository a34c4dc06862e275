using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.Testing;

namespace Kotwal.Tests.Demo;

/// <summary>The sample city that ships, from the repository's own folder.</summary>
internal static class SampleCity
{
    public static CityPlan Plan { get; } = CityFiles.Read(Repository.PathOf("samples", "city"));

    public static GraphSnapshot Graph { get; } = ItemsGraph.Of(CityFileItems.Of(Plan), TimeProvider.System);
}
