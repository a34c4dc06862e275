namespace Kotwal.Inventory.Tests;

/// <summary>Where the repository stands: the folder above the test's own that holds the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Sample(string file) => Path.Combine(Root, "tests", "Kotwal.Inventory.Tests", "Samples", file);

    private static string Find()
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
