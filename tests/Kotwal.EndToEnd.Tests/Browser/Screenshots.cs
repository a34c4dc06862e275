namespace Kotwal.EndToEnd.Tests.Browser;

/// <summary>Where pictures of pages are kept for people to look at.</summary>
internal static class Screenshots
{
    internal static string PathOf(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Kotwal.slnx")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("No folder above holds Kotwal.slnx.");
        }

        return Path.Combine(root.FullName, "artifacts", "screenshots", name + ".png");
    }
}
