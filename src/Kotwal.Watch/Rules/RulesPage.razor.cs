using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Rules;

/// <summary>All rules, with a switch each.</summary>
public sealed partial class RulesPage
{
    private static readonly string[] Levels = ["critical", "high", "medium", "low", "informational"];

    private string words = "";
    private string level = "";
    private string state = "";

    [Inject]
    private IRuleBook Book { get; set; } = default!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Rules];

    private string? Subtitle =>
        Page.Value is { } view ? Text["rules.subtitle", view.Rules.Count, view.Rules.Count(rule => rule.IsEnabled)].Value : null;

    /// <inheritdoc/>
    protected override async Task<RulesView> ReadAsync(CancellationToken cancel)
    {
        var looker = await LookerAsync();
        return new(
            [.. Book.Rules.Select(rule => rule.SeenBy(looker))
                .OrderBy(rule => Rank(rule.Level)).ThenBy(rule => rule.Title, StringComparer.OrdinalIgnoreCase)],
            Book.Rejected);
    }

    private List<RuleEntry> Shown(RulesView view) =>
    [
        .. view.Rules.Where(rule =>
            (level.Length == 0 || string.Equals(rule.Level, level, StringComparison.OrdinalIgnoreCase))
            && (state.Length == 0 || rule.IsEnabled == (state == "on"))
            && words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Says(rule, word))),
    ];

    private static bool Says(RuleEntry rule, string word) =>
        rule.Title.Contains(word, StringComparison.OrdinalIgnoreCase)
        || rule.Id.Contains(word, StringComparison.OrdinalIgnoreCase)
        || rule.LogSource.Contains(word, StringComparison.OrdinalIgnoreCase)
        || rule.Tags.Any(tag => tag.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static int Rank(string level)
    {
        var place = Array.IndexOf(Levels, level.ToLowerInvariant());
        return place < 0 ? Levels.Length : place;
    }
}

/// <summary>What the list of rules shows.</summary>
/// <param name="Rules">The gravest first, then by title.</param>
/// <param name="Rejected">Files that hold no rule.</param>
public sealed record RulesView(IReadOnlyList<RuleEntry> Rules, IReadOnlyList<RejectedRule> Rejected);
