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

        var map = (YamlMap)entry.Value;
        var rules = metadata.Texts(map, "rules");
        if (rules.IsEmpty && map.Find("rules")?.Value is not YamlList)
        {
            faults.Add(entry.Key.At, "The filter refers to no rules; 'rules: any' makes it one for all rules of the log source.");
            return null;
        }

        if (!detection.Conditions.Any(HasNot))
        {
            faults.Remark(map.Find("condition")!.Key.At, "The condition of the filter has no 'not', so that its rules find nothing but what it describes.");
        }

        return new SigmaFilter
        {
            Metadata = about,
            Path = path,
            At = document.At,
            LogSource = logSource,
            Rules = rules is [var only] && only.ToLowerInvariant() is "any" or "all" ? [] : rules,
            Detection = detection,
        };
    }

    private static bool HasNot(SigmaCondition condition) => condition switch
    {
        SigmaNot => true,
        SigmaAnd and => and.Parts.Any(HasNot),
        SigmaOr or => or.Parts.Any(HasNot),
        _ => false,
    };
}
