using System.Text.Json;

namespace Kotwal.Bill;

/// <summary>What restoring a project found: packages and projects, and who needs whom.</summary>
/// <param name="Libraries">All of them, in the order of their names.</param>
/// <param name="Roots">References of those that the project itself asks for and ships.</param>
internal sealed record PackageGraph(IReadOnlyList<Library> Libraries, IReadOnlyList<string> Roots)
{
    /// <summary>Reads <c>project.assets.json</c>.</summary>
    public static PackageGraph Read(string path)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(path));
        var root = assets.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();

        // Beside the plain target there may be one per platform; they differ in files and not in packages.
        var target = root.GetProperty("targets").EnumerateObject().First().Value;
        var names = target.EnumerateObject().ToDictionary(one => one.Name.Split('/')[0], one => one.Name, StringComparer.OrdinalIgnoreCase);
        var roots = Direct(root).Where(names.ContainsKey).Select(name => names[name]).Order(StringComparer.Ordinal).ToList();
        var needs = target.EnumerateObject().ToDictionary(
            one => one.Name,
            one => Needs(one.Value).Where(names.ContainsKey).Select(name => names[name]).Order(StringComparer.Ordinal).ToList());
        var shipped = Reached(roots, needs);
        var libraries = target.EnumerateObject().OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => new Library(
            one.Name.Split('/')[0],
            one.Name.Split('/')[1],
            one.Value.GetProperty("type").GetString() == "project",
            shipped.Contains(one.Name),
            needs[one.Name],
            Hash(root, one.Name),
            Manifest(root, one.Name, folders)));
        return new([.. libraries], roots);
    }

    // What is asked for with PrivateAssets="all" helps to build and does not ship.
    private static IEnumerable<string> Direct(JsonElement root)
    {
        var project = root.GetProperty("project");
        foreach (var framework in project.GetProperty("frameworks").EnumerateObject())
        {
            foreach (var package in framework.Value.GetProperty("dependencies").EnumerateObject())
            {
                if (!(package.Value.TryGetProperty("suppressParent", out var kept) && kept.GetString() == "All"))
                {
                    yield return package.Name;
                }
            }
        }

        foreach (var framework in project.GetProperty("restore").GetProperty("frameworks").EnumerateObject())
        {
            foreach (var reference in framework.Value.GetProperty("projectReferences").EnumerateObject())
            {
                yield return Path.GetFileNameWithoutExtension(reference.Name);
            }
        }
    }

    private static IEnumerable<string> Needs(JsonElement library) =>
        library.TryGetProperty("dependencies", out var all) ? all.EnumerateObject().Select(one => one.Name) : [];

    private static HashSet<string> Reached(IEnumerable<string> roots, Dictionary<string, List<string>> needs)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(roots);
        while (waiting.TryPop(out var one))
        {
            if (reached.Add(one))
            {
                needs[one].ForEach(waiting.Push);
            }
        }

        return reached;
    }

    private static string? Hash(JsonElement root, string reference) =>
        root.GetProperty("libraries").GetProperty(reference).TryGetProperty("sha512", out var hash)
            ? Convert.ToHexStringLower(Convert.FromBase64String(hash.GetString()!))
            : null;

    private static PackageManifest? Manifest(JsonElement root, string reference, List<string> folders)
    {
        var path = root.GetProperty("libraries").GetProperty(reference).GetProperty("path").GetString()!;
        var file = folders.Select(folder => Path.Combine(folder, path, reference.Split('/')[0].ToLowerInvariant() + ".nuspec")).FirstOrDefault(File.Exists);
        return file is null ? null : PackageManifest.Read(file);
    }
}

/// <summary>A package or a project.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="IsOurs">Whether it is a project of this repository.</param>
/// <param name="IsShipped">Whether it is part of the program, and not only of its building.</param>
/// <param name="Needs">References (<c>name/version</c>) of what it needs.</param>
/// <param name="Sha512">Hash of the package as it was downloaded, hexadecimal.</param>
/// <param name="Manifest">What the package says of itself.</param>
internal sealed record Library(
    string Name, string Version, bool IsOurs, bool IsShipped, IReadOnlyList<string> Needs, string? Sha512, PackageManifest? Manifest)
{
    public string Reference => $"{Name}/{Version}";
}
