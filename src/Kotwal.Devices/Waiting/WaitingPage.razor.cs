using System.Globalization;
using System.Security.Claims;
using Kotwal.City.Graph;
using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Devices.Waiting;

/// <summary>Where people decide about what was heard, and about what may be the same thing twice.</summary>
public sealed partial class WaitingPage
{
    private bool isBusy;
    private bool isGone;

    [Inject]
    private CityGraph Graph { get; set; } = default!;

    [Inject]
    private Sightings Sightings { get; set; } = default!;

    [Inject]
    private WaitingActions Actions { get; set; } = default!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Graph];

    /// <inheritdoc/>
    protected override async Task<WaitingContent> ReadAsync(CancellationToken cancel) => WaitingContent.Of(Graph.Current, Sightings.Guests, await ReachAsync());

    private string Titled(string word, int count, int shown) => count > shown
        ? Text["waiting.cut", Text[word], shown.ToString("N0", CultureInfo.InvariantCulture), count.ToString("N0", CultureInfo.InvariantCulture)]
        : Text[word];

    // A deed that was begun is ended even when the person has left the page.
    private async Task DecideAsync(Func<ClaimsPrincipal, Task<bool>> decide)
    {
        isBusy = true;
        try
        {
            isGone = !await decide(await LookerAsync());
            await ReloadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }
}
