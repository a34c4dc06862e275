using System.Security.Claims;
using Kotwal.City.Access;
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

/// <summary>
/// What people do with alerts in their reach, for pages and for the API alike; an alert out of reach is as unknown as one that is
/// none. Each deed is in the audit trail before it is done.
/// </summary>
internal sealed class AlertActions(
    IDbContextFactory<CityDbContext> contexts, IIncidentIntake incidents, IAuditTrail audit, CityFeed feed, TimeProvider clock)
{
    public Task<AlertDecision> AcknowledgeAsync(AlertId id, ClaimsPrincipal user, CancellationToken cancel) =>
        DecideAsync(id, (alert, person) => alert.Acknowledge(person, clock.GetUtcNow()), user, "alert.acknowledge", null, cancel);

    public Task<AlertDecision> CloseAsync(
        AlertId id, AlertCloseReason reason, string? note, ClaimsPrincipal user, CancellationToken cancel) =>
        DecideAsync(id, (alert, person) => alert.Close(reason, note, person, clock.GetUtcNow()), user, "alert.close", reason.ToString(), cancel);

    public Task<AlertDecision> ReopenAsync(AlertId id, ClaimsPrincipal user, CancellationToken cancel) =>
        DecideAsync(id, (alert, person) => alert.Reopen(person, clock.GetUtcNow()), user, "alert.reopen", null, cancel);

    /// <summary>Opens an incident about the alert, or finds the one it belongs to, and takes the alert in hand.</summary>
    /// <returns>The incident's id; null when there is no such alert.</returns>
    public async Task<Guid?> EscalateAsync(AlertId id, string? title, ClaimsPrincipal user, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var reach = Reach.For(user, Policies.WriteIncidents);
        var alert = await city.FindAlert(id, reach).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (alert is null)
        {
            return null;
        }

        var person = user.Identity?.Name ?? "";
        var request = new IncidentRequest(
            string.IsNullOrWhiteSpace(title) ? alert.Title : title.Trim(),
            alert.Severity.ToString().ToLowerInvariant(), [id.Value], person, reach);
        var deed = new AuditDeed(person, "alert.escalate", id.ToString(), AuditResult.Done);
        var incident = await audit.DoAsync(deed, () => incidents.OpenAsync(request, cancel).AsTask(), cancel);
        await AcknowledgeAsync(id, user, cancel);
        return incident;
    }

    private async Task<AlertDecision> DecideAsync(
        AlertId id, Func<StoredAlert, string, bool> decide, ClaimsPrincipal user, string action, string? detail, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var alert = await city.FindAlert(id, Reach.For(user, Policies.WriteAlerts)).SingleOrDefaultAsync(cancel);
        if (alert is null)
        {
            return AlertDecision.NotFound;
        }

        var person = user.Identity?.Name ?? "";
        if (!decide(alert, person))
        {
            return AlertDecision.Unchanged;
        }

        try
        {
            await audit.DoAsync(new(person, action, id.ToString(), AuditResult.Done, detail), () => city.SaveChangesAsync(cancel), cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return AlertDecision.Conflict;
        }

        feed.Publish(CityTopic.Alerts);
        return AlertDecision.Done;
    }
}
