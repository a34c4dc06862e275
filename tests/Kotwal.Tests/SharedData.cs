namespace Kotwal.Tests;

/// <summary>Real rules and events, beside the repository; a user's clone has none, and tests that need them are skipped there.</summary>
internal static class SharedData
{
    private static readonly string Root = Find();

    /// <summary>The path below the shared data; skips the test where there is none.</summary>
    public static string Require(params string[] parts)
    {
        var path = Path.Combine([Root, .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"Needs {Path.Combine(["../shared/data", .. parts])}.");
        return path;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kotwal.slnx")))
            {
                return Path.Combine(folder.FullName, "..", "shared", "data");
            }
        }

        throw new DirectoryNotFoundException("No Kotwal.slnx above " + AppContext.BaseDirectory);
    }
}
