using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Alerts;

namespace Kotwal.Watch.Tests.Alerts;

public sealed class StoredAlertTests
{
    private static readonly DateTimeOffset Later = Some.Noon.AddHours(1);

    [Fact]
    public void Acknowledging_gives_the_alert_to_the_person()
    {
        var alert = StoredAlert.From(Some.Alert(), Some.Noon);

        Assert.True(alert.Acknowledge("asha", Later));
        Assert.False(alert.Acknowledge("asha", Later));
        Assert.True(alert.Acknowledge("ravi", Later));
        Assert.Equal((AlertStatus.Acknowledged, "ravi"), (alert.Status, alert.Assignee));
    }

    [Fact]
    public void Closing_a_closed_alert_keeps_the_first_reason()
    {
        var alert = StoredAlert.From(Some.Alert(), Some.Noon);
        alert.Close(AlertCloseReason.Expected, "a scan of ours", "asha", Some.Noon);

        Assert.False(alert.Close(AlertCloseReason.FalsePositive, null, "ravi", Later));
        Assert.Equal((AlertCloseReason.Expected, "a scan of ours", "asha"), (alert.CloseReason, alert.Note, alert.DecidedBy));
    }

    [Fact]
    public void A_closed_alert_is_not_acknowledged_but_can_be_opened_again()
    {
        var alert = StoredAlert.From(Some.Alert(), Some.Noon);
        alert.Close(AlertCloseReason.Resolved, null, "asha", Some.Noon);

        Assert.False(alert.Acknowledge("ravi", Later));
        Assert.True(alert.Reopen("ravi", Later));
        Assert.Equal((AlertStatus.Acknowledged, null, "ravi"), (alert.Status, alert.CloseReason, alert.Assignee));
    }

    [Fact]
    public void Only_a_closed_alert_can_be_opened_again()
    {
        var alert = StoredAlert.From(Some.Alert(), Some.Noon);

        Assert.False(alert.Reopen("asha", Later));
        Assert.Equal(AlertStatus.New, alert.Status);
    }

    [Fact]
    public void Every_decision_changes_the_version()
    {
        var alert = StoredAlert.From(Some.Alert(), Some.Noon);
        var versions = new List<Guid> { alert.Version };

        alert.Acknowledge("asha", Later);
        versions.Add(alert.Version);
        alert.Close(AlertCloseReason.Resolved, null, "asha", Later);
        versions.Add(alert.Version);
        alert.Reopen("asha", Later);
        versions.Add(alert.Version);

        Assert.Distinct(versions);
    }

    [Fact]
    public void What_a_stranger_can_make_long_is_cut()
    {
        var endless = new string('x', 1_000_000);
        var id = new SecurityEventId(Guid.CreateVersion7(Some.Noon));
        var offered = Some.Alert() with
        {
            RuleId = endless,
            RuleTitle = endless,
            Tags = [.. Enumerable.Repeat(endless, 200)],
            Entities = [.. Enumerable.Repeat(KeyValuePair.Create(endless, endless), 200)],
            Matched = [.. Enumerable.Repeat(KeyValuePair.Create(endless, endless), 200)],
            Events = [.. Enumerable.Repeat(new AlertEvent(id, endless), 50)],
        };

        var alert = StoredAlert.From(offered, Some.Noon);

        Assert.Equal(StoredAlert.MaxTitleLength, alert.Title.Length);
        Assert.Equal(StoredAlert.MaxTitleLength, alert.RuleId.Length);
        Assert.Equal(AlertContent.MaxTags, alert.Tags.Count);
        Assert.Equal(AlertContent.MaxEntities, alert.Entities.Count);
        Assert.Equal(AlertContent.MaxMatched, alert.Matched.Count);
        Assert.Equal(Alert.MaxEvents, alert.Events.Count);
        Assert.All(alert.Matched, field => Assert.Equal(AlertContent.MaxValueLength, field.Value.Length));
        Assert.All(alert.Events, copy => Assert.Equal("{}", copy.Json));
        Assert.Equal(AlertContent.MaxSearchLength, alert.SearchText.Length);
    }

    [Fact]
    public void A_cut_does_not_halve_a_character()
    {
        var title = new string('x', StoredAlert.MaxTitleLength - 1) + "😀";

        var alert = StoredAlert.From(Some.Alert(title: title), Some.Noon);

        Assert.Equal(StoredAlert.MaxTitleLength - 1, alert.Title.Length);
    }

    [Fact]
    public void Places_in_time_sort_as_times_do()
    {
        DateTimeOffset[] times =
            [EventTime.Earliest, new(1969, 12, 31, 0, 0, 0, TimeSpan.Zero), Some.Noon, Some.Noon.AddMicroseconds(1), EventTime.Latest];

        var places = times.Select(time => AlertOrder.Of(time, new AlertId(Guid.Empty))).ToList();

        Assert.Equal(places.Order(StringComparer.Ordinal), places);
        Assert.All(places, place => Assert.Equal(AlertOrder.Length, place.Length));
    }
}
