using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Rules;

/// <summary>One rule with its text and its switch.</summary>
public sealed partial class RulePage
{
    [Inject]
    private IRuleBook Book { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>Identity of the rule; may hold slashes.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Rules];

    /// <summary>Drawn ahead, a page of a rule that is not there is answered with 404; later the page itself says so.</summary>
    protected override void OnParametersSet()
    {
        if (!RendererInfo.IsInteractive && Find() is null)
        {
            Navigation.NotFound();
        }
    }

    /// <inheritdoc/>
    protected override async Task<RuleView> ReadAsync(CancellationToken cancel)
    {
        var looker = await LookerAsync();
        return new(Find()?.SeenBy(looker));
    }

    private RuleEntry? Find()
    {
        var id = RuleIdSegment.Decode(Id);
        return Book.Rules.FirstOrDefault(rule => rule.Id == id);
    }
}

/// <summary>What the page of one rule shows.</summary>
public sealed record RuleView(RuleEntry? Rule);
