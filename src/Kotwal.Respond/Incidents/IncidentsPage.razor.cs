using Kotwal.City.Audit;
using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Respond.Incidents;

/// <summary>The list of incidents, those opened last first. The address holds the filter, so that it can be handed on.</summary>
public sealed partial class IncidentsPage
{
    private const string NotClosed = "not_closed";
    private const string Every = "all";
    private const int RowsPerPage = 100;

    private static readonly string[] StatusWords = [NotClosed, .. Enum.GetValues<IncidentStatus>().Select(StatusName.Of), Every];

    private bool isReporting;
    private string words = "";
    private string? wordsShown;

    [Inject]
    private IncidentReader Reader { get; set; } = default!;

    [Inject]
    private ReadTrail Reads { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>A status, <c>not_closed</c>, or <c>all</c>.</summary>
    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    public string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Words { get; set; }

    /// <summary>The number after which the page begins.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Incidents];

    private IReadOnlyList<IncidentStatus> Statuses => Status switch
    {
        Every => [],
        _ when StatusName.TryRead(Status, out var one) => [one],
        _ => IncidentFilter.NotClosed,
    };

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
    protected override async Task<IncidentPage> ReadAsync(CancellationToken cancel)
    {
        var filter = new IncidentFilter
        {
            Statuses = Statuses,
            Severities = SeverityName.TryRead(Severity, out var severity) ? [severity] : [],
            Text = Words,
        };
        IncidentNumber? before = After is not null && IncidentNumber.TryRead(After, out var number) ? number : null;
        await Reads.NoteAsync(await LookerAsync(), "incident.list", filter.InWords(), cancel);
        return await Reader.ListAsync(filter, await ReachAsync(), before, RowsPerPage, cancel);
    }

    private string Age(IncidentRow incident)
    {
        var age = (incident.ClosedAt ?? Clock.GetUtcNow()) - incident.OpenedAt;
        return age switch
        {
            { TotalDays: >= 1 } => Text["incidents.age.days", (int)age.TotalDays, age.Hours],
            { TotalHours: >= 1 } => Text["incidents.age.hours", (int)age.TotalHours, age.Minutes],
            _ => Text["incidents.age.minutes", Math.Max(0, (int)age.TotalMinutes)],
        };
    }

    private void Search() => Navigate("q", words.Trim() is { Length: > 0 } typed ? typed : null);

    private void GoStatus(ChangeEventArgs change) => Navigate("status", change.Value as string is NotClosed ? null : change.Value as string);

    private void GoSeverity(ChangeEventArgs change) => Navigate("severity", change.Value is "" ? null : change.Value as string);

    private void GoPage(string? after) => Navigate("after", after);

    // Another filter begins at the newest incidents again.
    private void Navigate(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["after"] = null, [name] = value }));
}
