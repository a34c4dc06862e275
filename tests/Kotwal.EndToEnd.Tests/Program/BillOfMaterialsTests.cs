using System.Diagnostics;
using System.Text.Json;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Program;

/// <summary>The bill of materials beside the program lists what the program is made of; the schema itself is checked by hand.</summary>
public sealed class BillOfMaterialsTests
{
    private static readonly string Folder = Path.GetDirectoryName(KotwalProcess.Program)!;
    private static readonly JsonElement Bill = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "kotwal.cdx.json"))).RootElement;

    private static IEnumerable<JsonElement> Components => Bill.GetProperty("components").EnumerateArray();

    [Fact]
    public void Every_package_that_the_program_loads_is_listed_with_its_hash_and_licence()
    {
        using var loaded = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "kotwal.deps.json")));
        var packages = loaded.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(one => one.Value.GetProperty("type").GetString() == "package").ToDictionary(one => one.Name, one => one.Value.GetProperty("sha512").GetString()!);

        var listed = Components.Where(one => one.TryGetProperty("hashes", out _)).ToDictionary(one => one.GetProperty("bom-ref").GetString()!);

        Assert.NotEmpty(packages);
        Assert.All(packages, package =>
        {
            var component = listed[package.Key];
            Assert.Equal(
                Convert.ToHexStringLower(Convert.FromBase64String(package.Value["sha512-".Length..])),
                component.GetProperty("hashes")[0].GetProperty("content").GetString());
            Assert.True(component.GetProperty("licenses").GetArrayLength() > 0, package.Key);
            Assert.Equal("pkg:nuget/" + package.Key.Replace('/', '@'), component.GetProperty("purl").GetString());
        });
    }

    [Fact]
    public void Every_need_leads_to_something_that_is_listed()
    {
        var known = Components.Append(Bill.GetProperty("metadata").GetProperty("component")).Select(one => one.GetProperty("bom-ref").GetString()).ToHashSet();
        var dependencies = Bill.GetProperty("dependencies").EnumerateArray().ToList();

        Assert.Equal("1.6", Bill.GetProperty("specVersion").GetString());
        Assert.All(dependencies, one => Assert.Contains(one.GetProperty("ref").GetString(), known));
        Assert.All(dependencies.SelectMany(one => one.GetProperty("dependsOn").EnumerateArray()), one => Assert.Contains(one.GetString(), known));
        Assert.Equal("kotwal/0.1.0", dependencies[0].GetProperty("ref").GetString());
        Assert.Contains("Kotwal.City/0.1.0", dependencies[0].GetProperty("dependsOn").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public void What_only_helps_to_build_is_said_not_to_ship()
    {
        var scopes = Components.ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("scope").GetString());

        Assert.Equal("excluded", scopes["Microsoft.CodeAnalysis.BannedApiAnalyzers"]);
        Assert.Equal("required", scopes["Microsoft.EntityFrameworkCore.Sqlite"]);
        Assert.Equal("required", scopes["DuckDB.NET.Bindings.Full"]);
    }

    [Fact]
    public async Task The_same_packages_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var writer = Repository.PathOf("artifacts", "bin", "Kotwal.Bill", "release", "Kotwal.Bill.dll");
        var assets = Repository.PathOf("artifacts", "obj", "Kotwal", "project.assets.json");
        var runtime = Components.First(one => one.GetProperty("name").GetString() == "Microsoft.NETCore.App").GetProperty("version").GetString()!;

        using var process = Process.Start("dotnet", [writer, assets, folder["again.json"], "kotwal", "0.1.0", runtime]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Folder, "kotwal.cdx.json"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(folder["again.json"], TestContext.Current.CancellationToken));
    }
}
