using System.Xml.Linq;

namespace Kotwal.Bill;

/// <summary>What a package's <c>.nuspec</c> says of its licence and makers.</summary>
/// <param name="Expression">SPDX expression, when it gives one.</param>
/// <param name="LicenceFile">File within the package, when it gives that instead.</param>
/// <param name="LicenceUrl">An address, from the time before expressions.</param>
/// <param name="Authors">Its makers.</param>
/// <param name="Project">Where it lives.</param>
internal sealed record PackageManifest(string? Expression, string? LicenceFile, string? LicenceUrl, string? Authors, string? Project)
{
    public static PackageManifest Read(string path)
    {
        var metadata = XDocument.Load(path).Root!.Elements().First(one => one.Name.LocalName == "metadata");
        var licence = metadata.Elements().FirstOrDefault(one => one.Name.LocalName == "license");
        return new(
            licence?.Attribute("type")?.Value == "expression" ? licence.Value.Trim() : null,
            licence?.Attribute("type")?.Value == "file" ? licence.Value.Trim() : null,
            Text(metadata, "licenseUrl"),
            Text(metadata, "authors"),
            Text(metadata, "projectUrl"));
    }

    private static string? Text(XElement metadata, string name) =>
        metadata.Elements().FirstOrDefault(one => one.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
