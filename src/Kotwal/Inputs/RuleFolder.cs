using Kotwal.Detection.Correlation;
using Kotwal.Detection.Mappings;
using Kotwal.Detection.Sigma;
using Kotwal.Sigma.Pipelines;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Inputs;

/// <summary>Rules that a command was given, compiled.</summary>
/// <param name="Index">Rules about single events.</param>
/// <param name="Correlations">Rules about several.</param>
/// <param name="Rejected">What cannot be used, and why.</param>
internal sealed record RuleFolder(RuleIndex Index, CorrelationDetector Correlations, IReadOnlyList<SigmaError> Rejected)
{
    /// <summary>What in rules and pipelines has no effect, or may not be meant, and why.</summary>
    public IReadOnlyList<SigmaError> Remarks { get; init; } = [];

    /// <summary>Number of rules that can be used.</summary>
    public int Count => Index.Rules.Count + Correlations.Rules.Count;

    /// <summary>All that can be used.</summary>
    public IEnumerable<SigmaDocument> Documents => [.. Index.Rules.Select(rule => rule.Matcher.Rule), .. Correlations.Rules];

    /// <summary>Loads rule files and folders.</summary>
    /// <param name="paths">Files and folders; none means the rules that ship.</param>
    /// <param name="ownMapping">A mapping that is tried before those that ship, or null.</param>
    /// <param name="pipelines">Files and folders of pipelines that the rules are sent through; null means none.</param>
    /// <exception cref="BadInputException">A path does not exist, or a pipeline is wrong.</exception>
    public static RuleFolder Load(IReadOnlyList<string> paths, string? ownMapping = null, IReadOnlyList<string>? pipelines = null)
    {
        if (ownMapping is not null && !File.Exists(ownMapping))
        {
            throw new BadInputException($"{ownMapping}: no such mapping file.");
        }

        var pipeline = LoadPipelines(pipelines ?? []);
        var set = Read(paths).With(pipeline);
        var mappings = LoadMappings(ownMapping);
        var index = new RuleIndex(set.Rules, mappings);
        var correlations = new CorrelationDetector([.. index.Rules.Select(rule => rule.Matcher.Rule)], set.Correlations, mappings);
        return new(index, correlations, [.. set.Rejected, .. index.Rejected, .. correlations.Rejected]) { Remarks = [.. set.Remarks, .. pipeline.Remarks] };
    }

    // A pipeline is configuration, like a mapping: with half of it the rules would look for something that nobody meant.
    private static SigmaPipeline LoadPipelines(IReadOnlyList<string> paths)
    {
        if (paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
        {
            throw new BadInputException($"{missing}: no such pipeline file or folder.");
        }

        var pipeline = SigmaPipeline.Load(paths);
        return pipeline.Rejected.IsEmpty ? pipeline : throw new BadInputException(string.Join('\n', pipeline.Rejected));
    }

    /// <summary>Reads rule files and folders without compiling them; no paths mean the rules that ship.</summary>
    /// <exception cref="BadInputException">A path does not exist.</exception>
    public static SigmaRuleSet Read(IReadOnlyList<string> paths) =>
        paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } missing
            ? throw new BadInputException($"{missing}: no such rule file or folder.")
            : SigmaRuleSet.Load(paths.Count > 0 ? paths : [ContentFolder.Rules]);

    private static MappingSet LoadMappings(string? own)
    {
        var shipped = MappingSet.Load(ContentFolder.Mappings);
        return own is null ? shipped : shipped.With(MappingReader.Read(own, File.ReadAllText(own)));
    }
}
