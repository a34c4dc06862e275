using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Kotwal.Respond.Incidents;
using Kotwal.Testing;

namespace Kotwal.Respond.Tests.Incidents;

public sealed class IncidentTests
{
    private readonly Clock clock = new(Some.Noon);

    [Theory]
    [InlineData(1, "INC-2026-0001")]
    [InlineData(9999, "INC-2026-9999")]
    [InlineData(12345, "INC-2026-12345")]
    public void A_number_reads_as_it_is_written(int serial, string text)
    {
        var number = new IncidentNumber(2026, serial);

        Assert.Equal(text, number.ToString());
        Assert.True(IncidentNumber.TryRead(text, out var read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("INC-2026")]
    [InlineData("INC-2026-")]
    [InlineData("INC-2026--1")]
    [InlineData("INC-2026-1-1")]
    [InlineData("2026-1")]
    public void What_is_no_number_is_not_read(string text) => Assert.False(IncidentNumber.TryRead(text, out _));

    [Fact]
    public void Closing_needs_a_reason()
    {
        var incident = Some.Incident(clock);

        var change = incident.SetStatus(IncidentStatus.Closed, " ", "asha", clock);

        Assert.Equal(StatusChange.ReasonMissing, change);
        Assert.Equal(IncidentStatus.Open, incident.Status);
        Assert.Empty(incident.Notes);
    }

    [Theory]
    [InlineData(IncidentStatus.Open)]
    [InlineData(IncidentStatus.InProgress)]
    [InlineData(IncidentStatus.Contained)]
    public void A_closed_incident_cannot_be_opened_again_silently(IncidentStatus wanted)
    {
        var incident = Some.Incident(clock);
        incident.SetStatus(IncidentStatus.Closed, "done", "asha", clock);

        var silent = incident.SetStatus(wanted, null, "ravi", clock);
        var spoken = incident.SetStatus(wanted, "it came back", "ravi", clock);

        Assert.Equal(StatusChange.ReasonMissing, silent);
        Assert.Equal(StatusChange.Done, spoken);
        Assert.Null(incident.ClosedAt);
        Assert.Equal("it came back", incident.Notes[^1].Text);
    }

    [Fact]
    public void The_status_it_has_already_changes_nothing()
    {
        var incident = Some.Incident(clock);
        incident.SetStatus(IncidentStatus.Closed, "done", "asha", clock);
        var (closedAt, version) = (incident.ClosedAt, incident.Version);
        clock.Advance(TimeSpan.FromHours(1));

        var change = incident.SetStatus(IncidentStatus.Closed, "done again", "ravi", clock);

        Assert.Equal(StatusChange.Unchanged, change);
        Assert.Equal((closedAt, version), (incident.ClosedAt, incident.Version));
    }

    [Fact]
    public void An_alert_raises_the_severity_and_never_lowers_it()
    {
        var incident = Some.Incident(clock);

        incident.Join(Summary(AlertSeverity.Critical), [], null, Some.Noon);
        incident.Join(Summary(AlertSeverity.Low), [], null, Some.Noon);

        Assert.Equal(AlertSeverity.Critical, incident.Severity);
    }

    [Fact]
    public void An_alert_that_is_late_does_not_move_the_latest_time_back()
    {
        var incident = Some.Incident(clock);

        incident.Join(Summary(at: Some.Noon), [], null, Some.Noon);
        incident.Join(Summary(at: Some.Noon.AddHours(-3)), [], null, Some.Noon);

        Assert.Equal(Some.Noon, incident.LastAlertAt);
    }

    [Fact]
    public void A_full_incident_counts_and_does_not_list()
    {
        var incident = Some.Incident(clock);
        var listed = Enumerable.Range(0, Incident.MaxListedAlerts + 3).Count(_ => incident.Join(Summary(), [], null, Some.Noon) is not null);

        Assert.Equal(Incident.MaxListedAlerts, listed);
        Assert.Equal(Incident.MaxListedAlerts + 3, incident.AlertCount);
    }

    [Fact]
    public void The_entities_of_an_incident_are_bounded_and_each_is_kept_once()
    {
        var incident = Some.Incident(clock);
        var many = Enumerable.Range(0, Incident.MaxEntities + 50).Select(i => new Entity(Entity.Users, $"user{i}")).ToList();

        incident.Join(Summary(), [many[0], many[0]], null, Some.Noon);
        incident.Join(Summary(), many, null, Some.Noon);

        Assert.Equal(Incident.MaxEntities, incident.Entities.Count);
        Assert.Equal(Incident.MaxEntities, incident.Entities.Select(entity => entity.Value).Distinct().Count());
    }

    private static AlertSummary Summary(AlertSeverity severity = AlertSeverity.High, DateTimeOffset? at = null) =>
        new(new AlertId(Guid.CreateVersion7(Some.Noon)), "Something", severity, at ?? Some.Noon, [], []);
}
