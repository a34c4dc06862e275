using System.Collections.Concurrent;
using Kotwal.Detection;
using Kotwal.Detection.Sigma;
using Kotwal.Sigma.Sentences;
using Kotwal.Sigma.Syntax;
using Kotwal.Watch.Rules;

namespace Kotwal.Serving;

/// <summary>Shows the Watch desk what detection works with.</summary>
internal sealed class RuleBook(DetectionEngine detection, IReadOnlyList<SigmaError> rejected) : IRuleBook
{
    private readonly ConcurrentDictionary<string, string> sources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SigmaDocument, string> sentences = new(ReferenceEqualityComparer.Instance);

    private readonly SigmaSentenceOptions wording = new SigmaSentenceOptions()
        .WithTitlesOf([.. detection.Rules.Rules.Select(rule => rule.Matcher.Rule), .. detection.Correlations.Rules]);

    /// <inheritdoc/>
    public IReadOnlyList<RuleEntry> Rules => [.. detection.Rules.Rules.Select(ToEntry), .. detection.Correlations.Rules.Select(ToEntry)];

    /// <inheritdoc/>
    public IReadOnlyList<RejectedRule> Rejected => [.. rejected.Select(error => new RejectedRule(error.Path ?? "", error.Reason, error.Line))];

    /// <inheritdoc/>
    public ValueTask SetEnabledAsync(string ruleId, bool isEnabled, CancellationToken cancel)
    {
        detection.SetEnabled(ruleId, isEnabled);
        return ValueTask.CompletedTask;
    }

    private RuleEntry ToEntry(LoadedRule rule) =>
        ToEntry(rule.Matcher.Rule, Describe(rule.Matcher.Rule.LogSource), detection.MatchesOf(rule));

    private RuleEntry ToEntry(SigmaCorrelation correlation) =>
        ToEntry(correlation, $"correlation of {string.Join(", ", correlation.Rules)}", matches: null);

    private RuleEntry ToEntry(SigmaDocument document, string logSource, long? matches)
    {
        var about = document.Metadata;
        return new(
            document.Key,
            about.Title,
            (about.Level ?? SigmaLevel.Medium).ToString().ToLowerInvariant(),
            about.Status?.ToString().ToLowerInvariant() ?? "",
            logSource,
            about.Tags,
            document.Path ?? "",
            document.Path is { } path ? sources.GetOrAdd(path, ReadText) : "",
            detection.IsEnabled(document.Key),
            matches,
            sentences.GetOrAdd(document, said => SigmaSentence.Of(said, wording)));
    }

    // The rule is in use whatever has become of its file.
    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"# {error.Message}";
        }
    }

    private static string Describe(SigmaLogSource source) =>
        string.Join(" / ", new[] { source.Product, source.Category, source.Service }.OfType<string>());
}
