using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Rules;

/// <summary>One rule with its text and its switch.</summary>
public sealed partial class RulePage
{
    [Inject]
    private IRuleBook Book { get; set; } = default!;

    /// <summary>Identity of the rule; may hold slashes.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Rules];

    /// <inheritdoc/>
    protected override async Task<RuleView> ReadAsync(CancellationToken cancel)
    {
        var id = RuleIdSegment.Decode(Id);
        var looker = await LookerAsync();
        return new(Book.Rules.FirstOrDefault(rule => rule.Id == id)?.SeenBy(looker));
    }
}

/// <summary>What the page of one rule shows.</summary>
public sealed record RuleView(RuleEntry? Rule);
