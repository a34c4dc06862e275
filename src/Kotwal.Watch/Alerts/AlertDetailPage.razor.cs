using Kotwal.City.Audit;
using Kotwal.City.Work;
using Kotwal.Console.Ui;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Events;
using Kotwal.Watch.Rules;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Alerts;

/// <summary>One alert: what happened, what matched, by which rule, and what people decided.</summary>
public sealed partial class AlertDetailPage
{
    [Inject]
    private AlertReader Reader { get; set; } = default!;

    [Inject]
    private IRuleBook Rules { get; set; } = default!;

    [Inject]
    private IWorkload Workload { get; set; } = default!;

    [Inject]
    private ReadTrail Reads { get; set; } = default!;

    [Inject]
    private CityTime CityTime { get; set; } = default!;

    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Alerts, CityTopic.Incidents];

    /// <inheritdoc/>
    protected override async Task<AlertLookup> ReadAsync(CancellationToken cancel)
    {
        var reach = await ReachAsync();
        var alert = await Reader.FindAsync(new AlertId(Id), reach, cancel);
        if (alert is null)
        {
            return new(null);
        }

        await Reads.NoteAsync(await LookerAsync(), "alert.read", alert.Id.ToString(), cancel);
        var matched = alert.Matched.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return new(new AlertView(
            alert,
            Rules.Rules.FirstOrDefault(rule => rule.Id == alert.RuleId),
            await Workload.FindForAlertAsync(alert.Id, reach, cancel),
            [.. alert.Events.Select((copy, place) => ShownEvent.Of(copy, place == alert.Events.Count - 1 ? matched : []))]));
    }

    private static IReadOnlyList<ShownField> Fields(IReadOnlyList<NamedValue> values) =>
        [.. values.Select(value => new ShownField(value.Name, value.Value))];

    private string Sentence(StoredAlert alert)
    {
        var whom = string.Join(", ", alert.Entities.Select(entity => $"{entity.Name} {entity.Value}"));
        var at = CityTime.Full(alert.At);
        var key = "alert.sentence." + (alert.Events.Count == 1 ? "one" : "many") + (whom.Length == 0 ? ".nobody" : "");
        return Text[key, alert.Title, alert.Events.Count, at, whom];
    }
}

/// <summary>The alert that was looked for; null when there is none.</summary>
public sealed record AlertLookup(AlertView? View);

/// <summary>What the page of one alert shows.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Rule">Its rule, if it is still loaded.</param>
/// <param name="Incident">The incident it belongs to.</param>
/// <param name="Events">The copies of its events.</param>
public sealed record AlertView(StoredAlert Alert, RuleEntry? Rule, WorkItem? Incident, IReadOnlyList<ShownEvent> Events);
