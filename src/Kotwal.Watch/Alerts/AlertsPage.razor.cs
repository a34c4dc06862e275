using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Events;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Alerts;

/// <summary>The list of alerts, the newest first. The address holds the filter, so that it can be handed on.</summary>
public sealed partial class AlertsPage
{
    private const string Open = "open";
    private const string Every = "all";
    private const int RowsPerPage = 100;

    private static readonly string[] StatusWords = [Open, .. Enum.GetValues<AlertStatus>().Select(AlertWords.Of), Every];

    private string words = "";
    private string? wordsShown;

    [Inject]
    private AlertReader Reader { get; set; } = default!;

    [Inject]
    private ReadTrail Reads { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>Severities, parted by commas; none stands for all.</summary>
    [SupplyParameterFromQuery(Name = "severity")]
    public string? Severity { get; set; }

    /// <summary>A status, <c>open</c> for those that are not closed, or <c>all</c>.</summary>
    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "rule")]
    public string? Rule { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Alerts];

    private IReadOnlyList<AlertSeverity> Severities =>
        AlertWords.TryReadList<AlertSeverity>(Severity, out var read) is null ? read : [];

    private IReadOnlyList<AlertStatus> Statuses => Status switch
    {
        Every => [],
        _ when AlertWords.TryRead<AlertStatus>(Status, out var one) => [one],
        _ => [AlertStatus.New, AlertStatus.Acknowledged],
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
    protected override async Task<AlertsView> ReadAsync(CancellationToken cancel)
    {
        var window = TimeWindow.Read(Range ?? TimeWindow.All, null, null, Clock.GetUtcNow());
        var filter = new AlertFilter { Statuses = Statuses, RuleId = Rule, From = window.From, Text = Words };
        await Reads.NoteAsync(await LookerAsync(), "alert.list", (filter with { Severities = Severities }).InWords(window.Key), cancel);
        var reach = await ReachAsync();
        var page = await Reader.ListAsync(filter with { Severities = Severities }, reach, After, RowsPerPage, cancel);
        var counts = await Reader.CountAsync(filter, reach, cancel);
        return new(page, counts.GroupBy(count => count.Severity).ToDictionary(group => group.Key, group => group.Sum(count => count.Count)));
    }

    private string Count(AlertSeverity severity) =>
        (Page.Value?.Counts.GetValueOrDefault(severity) ?? 0).ToString("N0", CultureInfo.InvariantCulture);

    private void Toggle(AlertSeverity severity)
    {
        var chosen = Severities.Contains(severity) ? Severities.Where(known => known != severity) : Severities.Append(severity);
        Navigate(("severity", string.Join(',', chosen.Select(AlertWords.Of)) is { Length: > 0 } some ? some : null));
    }

    private void Search() => Navigate(("q", words.Trim() is { Length: > 0 } typed ? typed : null));

    private void GoStatus(ChangeEventArgs change) => Navigate(("status", change.Value as string is Open ? null : change.Value as string));

    private void GoRange(ChangeEventArgs change) => Navigate(("range", change.Value as string is TimeWindow.All ? null : change.Value as string));

    private void GoPage(string? after) => Navigate(("after", after));

    private void LeaveRule() => Navigate(("rule", null));

    // Another filter begins at the newest alerts again.
    private void Navigate((string Name, string? Value) change) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["after"] = null, [change.Name] = change.Value }));
}

/// <summary>What the list shows.</summary>
/// <param name="Page">The alerts.</param>
/// <param name="Counts">How many there are by severity, whichever severities are chosen.</param>
public sealed record AlertsView(AlertPage Page, IReadOnlyDictionary<AlertSeverity, int> Counts);
