using Kotwal.Detection.Correlation;
using Kotwal.Detection.Mappings;
using Kotwal.Detection.Sigma;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Inputs;

/// <summary>Rules that a command was given, compiled.</summary>
/// <param name="Index">Rules about single events.</param>
/// <param name="Correlations">Rules about several.</param>
/// <param name="Rejected">What cannot be used, and why.</param>
internal sealed record RuleFolder(RuleIndex Index, CorrelationDetector Correlations, IReadOnlyList<SigmaError> Rejected)
{
    /// <summary>Number of rules that can be used.</summary>
    public int Count => Index.Rules.Count + Correlations.Rules.Count;

    /// <summary>All that can be used.</summary>
    public IEnumerable<SigmaDocument> Documents => [.. Index.Rules.Select(rule => rule.Matcher.Rule), .. Correlations.Rules];

    /// <summary>Loads rule files and folders.</summary>
    /// <param name="paths">Files and folders; none means the rules that ship.</param>
    /// <param name="ownMapping">A mapping that is tried before those that ship, or null.</param>
    /// <exception cref="BadInputException">A path does not exist.</exception>
    public static RuleFolder Load(IReadOnlyList<string> paths, string? ownMapping = null)
    {
        if (ownMapping is not null && !File.Exists(ownMapping))
        {
            throw new BadInputException($"{ownMapping}: no such mapping file.");
        }

        var set = Read(paths).WithFilters();
        var mappings = LoadMappings(ownMapping);
        var index = new RuleIndex(set.Rules, mappings);
        var correlations = new CorrelationDetector([.. index.Rules.Select(rule => rule.Matcher.Rule)], set.Correlations, mappings);
        return new(index, correlations, [.. set.Rejected, .. index.Rejected, .. correlations.Rejected]);
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
