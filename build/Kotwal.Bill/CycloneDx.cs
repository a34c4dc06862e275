using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kotwal.Bill;

/// <summary>
/// A software bill of materials, CycloneDX 1.6 as JSON (ECMA-424). The same packages give the same bytes: it carries no time, and
/// its serial number is a function of its content.
/// </summary>
internal static class CycloneDx
{
    private const string OurLicence = "Apache-2.0";
    private static readonly string[] Frameworks = ["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"];
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string name, string version, string runtime, PackageGraph graph)
    {
        var bill = new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject { ["component"] = Own("application", name, version) },
            ["components"] = new JsonArray([.. graph.Libraries.Select(Component), .. Frameworks.Select(one => Framework(one, runtime))]),
            ["dependencies"] = new JsonArray(
            [
                Dependency($"{name}/{version}", [.. graph.Roots, .. Frameworks.Select(one => $"{one}/{runtime}")]),
                .. graph.Libraries.Select(one => Dependency(one.Reference, one.Needs)),
            ]),
        };
        bill.Insert(2, "serialNumber", "urn:uuid:" + Serial(bill.ToJsonString()));
        return bill.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Component(Library library)
    {
        var component = library.IsOurs ? Own("library", library.Name, library.Version) : Foreign(library);
        component["scope"] = library.IsShipped ? "required" : "excluded";
        return component;
    }

    private static JsonObject Own(string type, string name, string version) => new()
    {
        ["type"] = type,
        ["bom-ref"] = $"{name}/{version}",
        ["name"] = name,
        ["version"] = version,
        ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = OurLicence } }),
        ["purl"] = $"pkg:generic/{name}@{version}",
    };

    private static JsonObject Foreign(Library library)
    {
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = library.Reference,
            ["name"] = library.Name,
            ["version"] = library.Version,
            ["purl"] = $"pkg:nuget/{library.Name}@{library.Version}",
        };
        if (library.Sha512 is { } hash)
        {
            component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = hash });
        }

        if (library.Manifest is { } manifest)
        {
            component["licenses"] = new JsonArray(Licence(manifest));
            component["authors"] = new JsonArray(new JsonObject { ["name"] = manifest.Authors ?? library.Name });
            if (Uri.TryCreate(manifest.Project, UriKind.Absolute, out var home))
            {
                component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = home.AbsoluteUri });
            }
        }

        return component;
    }

    private static JsonObject Licence(PackageManifest manifest) => manifest switch
    {
        { Expression: { } expression } => new() { ["expression"] = expression },
        { LicenceFile: { } file } => new() { ["license"] = new JsonObject { ["name"] = $"see {file} in the package" } },
        { LicenceUrl: { } url } => new() { ["license"] = new JsonObject { ["name"] = "see the address", ["url"] = url } },
        _ => new() { ["license"] = new JsonObject { ["name"] = "the package does not say" } },
    };

    private static JsonObject Framework(string name, string version) => new()
    {
        ["type"] = "framework",
        ["bom-ref"] = $"{name}/{version}",
        ["name"] = name,
        ["version"] = version,
        ["scope"] = "required",
        ["licenses"] = new JsonArray(new JsonObject { ["expression"] = "MIT" }),
        ["purl"] = $"pkg:nuget/{name}.Ref@{version}",
    };

    private static JsonObject Dependency(string reference, IReadOnlyList<string> needs) => new()
    {
        ["ref"] = reference,
        ["dependsOn"] = new JsonArray([.. needs.Select(one => (JsonNode)one)]),
    };

    // UUID version 8 (RFC 9562, section 5.8).
    private static string Serial(string content)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(content))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
