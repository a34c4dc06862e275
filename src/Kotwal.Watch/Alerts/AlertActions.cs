using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Alerts;

/// <summary>What came of the wish to decide about an alert.</summary>
internal enum AlertDecision
{
    Done,

    /// <summary>It was so already, or the alert's status does not allow it; nothing changed.</summary>
    Unchanged,

    NotFound,

    /// <summary>Somebody else decided at the same moment; read again.</summary>
    Conflict,
}

/// <summary>What people do with alerts, for pages and for the API alike. Each deed is in the audit trail before it is done.</summary>
internal sealed class AlertActions(
    IDbContextFactory<CityDbContext> contexts, IIncidentIntake incidents, IAuditTrail audit, CityFeed feed, TimeProvider clock)
{
    public Task<AlertDecision> AcknowledgeAsync(AlertId id, string person, CancellationToken cancel) =>
        DecideAsync(id, alert => alert.Acknowledge(person, clock.GetUtcNow()), person, "alert.acknowledge", null, cancel);

    public Task<AlertDecision> CloseAsync(
        AlertId id, AlertCloseReason reason, string? note, string person, CancellationToken cancel) =>
        DecideAsync(id, alert => alert.Close(reason, note, person, clock.GetUtcNow()), person, "alert.close", reason.ToString(), cancel);

    public Task<AlertDecision> ReopenAsync(AlertId id, string person, CancellationToken cancel) =>
        DecideAsync(id, alert => alert.Reopen(person, clock.GetUtcNow()), person, "alert.reopen", null, cancel);

    /// <summary>Opens an incident about the alert, or finds the one it belongs to, and takes the alert in hand.</summary>
    /// <returns>The incident's id; null when there is no such alert.</returns>
    public async Task<Guid?> EscalateAsync(AlertId id, string? title, string person, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var alert = await city.Set<StoredAlert>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == id, cancel);
        if (alert is null)
        {
            return null;
        }

        await audit.WriteAsync(new(person, "alert.escalate", id.ToString(), AuditResult.Done), cancel);
        var request = new IncidentRequest(
            string.IsNullOrWhiteSpace(title) ? alert.Title : title.Trim(),
            alert.Severity.ToString().ToLowerInvariant(), [id.Value], person);
        var incident = await incidents.OpenAsync(request, cancel);
        await AcknowledgeAsync(id, person, cancel);
        return incident;
    }

    private async Task<AlertDecision> DecideAsync(
        AlertId id, Func<StoredAlert, bool> decide, string person, string action, string? detail, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var alert = await city.Set<StoredAlert>().SingleOrDefaultAsync(known => known.Id == id, cancel);
        if (alert is null)
        {
            return AlertDecision.NotFound;
        }

        if (!decide(alert))
        {
            return AlertDecision.Unchanged;
        }

        await audit.WriteAsync(new(person, action, id.ToString(), AuditResult.Done, detail), cancel);
        try
        {
            await city.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            await audit.WriteAsync(new(person, action, id.ToString(), AuditResult.Failed, "decided by another"), cancel);
            return AlertDecision.Conflict;
        }

        feed.Publish(CityTopic.Alerts);
        return AlertDecision.Done;
    }
}
