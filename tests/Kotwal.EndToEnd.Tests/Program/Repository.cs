namespace Kotwal.EndToEnd.Tests.Program;

/// <summary>Where the repository, the program and the shared data stand.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The program as <c>dotnet build -c Release</c> leaves it.</summary>
    public static string Program => Path.Combine(Root, "artifacts", "bin", "Kotwal", "release", "kotwal");

    /// <summary>Real rules and events, beside the repository; a user's clone has none.</summary>
    public static string Data => Path.Combine(Root, "..", "shared", "data");

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
