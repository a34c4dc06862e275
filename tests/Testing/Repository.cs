namespace Kotwal.Testing;

/// <summary>Where the repository stands: the folder above the test's own that holds the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A file or folder below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Real rules and events, beside the repository; a user's clone has none, and tests that need them are skipped there.</summary>
    public static string Shared(params string[] parts)
    {
        var path = PathOf(["..", "shared", "data", .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"Needs {Path.Combine(["../shared/data", .. parts])}.");
        return path;
    }

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
