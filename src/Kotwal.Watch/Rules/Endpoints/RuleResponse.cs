namespace Kotwal.Watch.Rules.Endpoints;

/// <summary>A rule in an answer of the API.</summary>
internal sealed record RuleResponse(
    string Id,
    string Title,
    string Level,
    string Status,
    string LogSource,
    IReadOnlyList<string> Tags,
    string Path,
    bool Enabled,
    long? Matches,
    string? Sentence,
    string? Source)
{
    /// <summary>A row of a list, without the rule's texts.</summary>
    public static RuleResponse Brief(RuleEntry rule) => Whole(rule) with { Sentence = null, Source = null };

    public static RuleResponse Whole(RuleEntry rule) => new(
        rule.Id, rule.Title, rule.Level, rule.Status, rule.LogSource, rule.Tags, rule.Path, rule.IsEnabled, rule.Matches, rule.Sentence, rule.Source);
}
