using System.Globalization;
using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.Console.Ui;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Alerts;
using Kotwal.Watch.Sources;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Overview;

/// <summary>What is wrong now, at one glance.</summary>
public sealed partial class OverviewPage
{
    private const int NewestIncidents = 6;
    private const int NewestAlerts = 8;

    /// <summary>A source that said nothing for longer does not count as speaking.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    [Inject]
    private AlertReader Alerts { get; set; } = default!;

    [Inject]
    private IWorkload Work { get; set; } = default!;

    [Inject]
    private ISourceBook Book { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics =>
        [CityTopic.Alerts, CityTopic.Incidents, CityTopic.Sources, CityTopic.Events];

    /// <inheritdoc/>
    protected override async Task<OverviewView> ReadAsync(CancellationToken cancel)
    {
        var open = new AlertFilter { Statuses = [AlertStatus.New, AlertStatus.Acknowledged] };
        var reach = await ReachAsync();
        var counts = await Alerts.CountAsync(open, reach, cancel);
        var newest = await Alerts.ListAsync(open, reach, after: null, NewestAlerts, cancel);
        var workload = await Work.ReadAsync(NewestIncidents, reach, cancel);
        var sources = Reach.For(await LookerAsync(), Policies.ReadAll).IsWholeCity ? Book.Sources : [];
        var since = Clock.GetUtcNow() - Silence;
        return new(
            newest.Alerts,
            counts.Where(count => count.Status == AlertStatus.New).Sum(count => count.Count),
            counts.Where(count => count is { Status: AlertStatus.New, Severity: >= AlertSeverity.High }).Sum(count => count.Count),
            [.. AlertWords.SeveritiesDown.Select(severity => BarOf(severity, counts))],
            workload,
            sources,
            sources.Count(source => source.LastReceivedAt > since));
    }

    private static Bar BarOf(AlertSeverity severity, IReadOnlyList<AlertCount> counts)
    {
        var word = AlertWords.Of(severity);
        return new(word, counts.Where(count => count.Severity == severity).Sum(count => count.Count), $"alerts?severity={word}", word);
    }

    private List<Bar> Named(IReadOnlyList<Bar> bars) => [.. bars.Select(bar => bar with { Name = Text["severity." + bar.Name] })];

    private static string Write(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>What the Overview shows.</summary>
/// <param name="Alerts">The newest that are not closed.</param>
/// <param name="NewAlerts">How many nobody has looked at.</param>
/// <param name="GraveAlerts">How many of these are high or critical.</param>
/// <param name="Bars">Alerts that are not closed by severity, the gravest first.</param>
/// <param name="Workload">The incidents that are not closed.</param>
/// <param name="Sources">The sources; none for those who see a part of the city.</param>
/// <param name="Speaking">How many of them spoke lately.</param>
public sealed record OverviewView(
    IReadOnlyList<AlertRow> Alerts,
    int NewAlerts,
    int GraveAlerts,
    IReadOnlyList<Bar> Bars,
    Workload Workload,
    IReadOnlyList<SourceEntry> Sources,
    int Speaking);
