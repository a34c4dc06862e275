using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.City.Graph;
using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Coverage;

/// <summary>
/// Which systems sent logs of which class on which days, the worst first, and where the days that the law asks for are not there. The
/// address holds the filter, so that it can be handed on.
/// </summary>
public sealed partial class CoveragePage
{
    private string words = "";
    private string? wordsShown;

    [Inject]
    private CoverageReader Reader { get; set; } = default!;

    [Inject]
    private ReadTrail Reads { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>Days of the window; what the law asks for when it is not said.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    public int? Days { get; set; }

    [SupplyParameterFromQuery(Name = "class")]
    public string? Class { get; set; }

    /// <summary>Id of a zone.</summary>
    [SupplyParameterFromQuery(Name = "zone")]
    public string? Zone { get; set; }

    /// <summary>Id of a ward.</summary>
    [SupplyParameterFromQuery(Name = "ward")]
    public string? Ward { get; set; }

    /// <summary>1 for rows alone that have too few days.</summary>
    [SupplyParameterFromQuery(Name = "missing")]
    public string? Missing { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Words { get; set; }

    /// <summary>Number of the page, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Graph];

    private CoverageFilter Filter => CoverageQuestion.Read(Days, Class, Zone, Ward, Missing, Words, Clock.GetUtcNow());

    private string ExportHref => "api/v1/coverage/export" + new Uri(Navigation.Uri).Query;

    private IEnumerable<(string Name, string? Chosen, IReadOnlyList<GraphNode> Places)> Places =>
        [("zone", Zone, Page.Value?.Zones ?? []), ("ward", Ward, Page.Value?.Wards ?? [])];

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        // What somebody is typing stays as long as the address does.
        if (wordsShown != Words)
        {
            (wordsShown, words) = (Words, Words ?? "");
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<CoverageView> ReadAsync(CancellationToken cancel)
    {
        var filter = Filter;
        await Reads.NoteAsync(await LookerAsync(), "coverage.read", filter.InWords, cancel);
        return Reader.Read(filter, (Number ?? 1) - 1, await ReachAsync());
    }

    private static int Waiting(CoverageView view) => view.Window.Waiting.CountIn(view.Window.From, view.Window.To);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Write(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private void Search() => Go("q", words.Trim() is { Length: > 0 } typed ? typed : null);

    // Another filter begins at the worst again.
    private void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["page"] = null, [name] = string.IsNullOrEmpty(value) ? null : value }));

    private void GoPage(int page) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("page", page == 0 ? null : (int?)(page + 1)));
}
