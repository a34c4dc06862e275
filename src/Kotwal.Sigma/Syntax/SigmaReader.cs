using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>What was read from one text.</summary>
/// <param name="Documents">The documents that could be read.</param>
/// <param name="Errors">Why others could not; empty when all could.</param>
/// <param name="Ignored">Number of YAML documents that do not look like Sigma at all.</param>
public sealed record SigmaReading(
    ImmutableArray<SigmaDocument> Documents, ImmutableArray<SigmaError> Errors, int Ignored)
{
    /// <summary>What is read and may not do what its author meant, with place and reason.</summary>
    public ImmutableArray<SigmaError> Remarks { get; init; } = [];
}

/// <summary>
/// Reads Sigma 2.1 from YAML: rules, correlations, filters, several documents in one text, and collections
/// (<c>action: global</c>, <c>repeat</c>, <c>reset</c>). Never throws on text; thread-safe.
/// </summary>
public static class SigmaReader
{
    /// <summary>Reads all documents of a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="path">Where it came from, for errors and for rules without an id.</param>
    /// <param name="limits">How much is accepted; the defaults when null.</param>
    public static SigmaReading Read(string text, string? path = null, SigmaLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= SigmaLimits.Default;
        var faults = new SyntaxFaults(path, limits);
        var tree = YamlTree.Read(text, limits);
        var documents = ImmutableArray.CreateBuilder<SigmaDocument>();
        var ignored = 0;
        foreach (var node in new CollectionReader(faults).Unfold(tree.Documents))
        {
            if (!LooksLikeSigma(node))
            {
                ignored += NearlySigma.TrySay(node, faults) ? 0 : 1;
            }
            else if (ReadDocument((YamlMap)node, path, faults) is { } document)
            {
                documents.Add(document with { Ordinal = documents.Count });
            }
        }

        if (tree.Fault is { } fault)
        {
            faults.Add(fault.At, fault.Reason);
        }

        return new(documents.ToImmutable(), [.. faults.Errors], ignored) { Remarks = [.. faults.Remarks] };
    }

    internal static bool LooksLikeSigma(YamlNode node) =>
        node is YamlMap map
        && (map.Find("detection") ?? map.Find("logsource") ?? map.Find("correlation") ?? map.Find("filter")) is not null;

    private static SigmaDocument? ReadDocument(YamlMap map, string? path, SyntaxFaults faults)
    {
        if (new MetadataReader(faults).Read(map) is not { } about)
        {
            return null;
        }

        if (map.Find("correlation") is { } correlation)
        {
            return new CorrelationReader(faults).Read(map, correlation, about, path);
        }

        return map.Find("filter") is { } filter
            ? new FilterReader(faults).Read(map, filter, about, path)
            : ReadRule(map, about, path, faults);
    }

    private static SigmaRule? ReadRule(YamlMap map, SigmaMetadata about, string? path, SyntaxFaults faults)
    {
        if (map.Find("detection") is not { } detection)
        {
            faults.Add(map.At, "The rule has no detection.");
            return null;
        }

        var metadata = new MetadataReader(faults);
        if (metadata.ReadLogSource(map) is not { } logSource || new DetectionReader(faults).Read(detection) is not { } read)
        {
            return null;
        }

        return new SigmaRule
        {
            Metadata = about,
            Path = path,
            At = map.At,
            LogSource = logSource,
            LogSourceDefinition = metadata.Text((YamlMap)map.Find("logsource")!.Value, "definition"),
            Detection = read,
        };
    }
}
