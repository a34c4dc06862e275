using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;

namespace Kotwal.Tests.Demo;

/// <summary>The sample city that ships, from the repository's own folder.</summary>
internal static class SampleCity
{
    public static string Root { get; } = FindRoot();

    public static CityPlan Plan { get; } = CityFiles.Read(Path.Combine(Root, "samples", "city"));

    public static GraphSnapshot Graph { get; } = ItemsGraph.Of(CityFileItems.Of(Plan), TimeProvider.System);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kotwal.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No Kotwal.slnx above " + AppContext.BaseDirectory);
    }
}
