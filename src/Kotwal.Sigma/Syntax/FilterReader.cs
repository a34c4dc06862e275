namespace Kotwal.Sigma.Syntax;

/// <summary>Reads a global filter (Sigma filters specification).</summary>
internal sealed class FilterReader(SyntaxFaults faults)
{
    public SigmaFilter? Read(YamlMap document, YamlEntry entry, SigmaMetadata about, string? path)
    {
        var metadata = new MetadataReader(faults);
        if (metadata.ReadLogSource(document) is not { } logSource || new DetectionReader(faults).Read(entry, "rules") is not { } detection)
        {
            return null;
        }

        var rules = metadata.Texts((YamlMap)entry.Value, "rules");
        if (rules.IsEmpty)
        {
            faults.Add(entry.Key.At, "The filter refers to no rules.");
            return null;
        }

        return new SigmaFilter
        {
            Metadata = about,
            Path = path,
            At = document.At,
            LogSource = logSource,
            Rules = rules is ["any"] ? [] : rules,
            Detection = detection,
        };
    }
}
