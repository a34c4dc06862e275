using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Work;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Respond.Incidents;

/// <summary>What came of a person's deed on an incident.</summary>
internal enum IncidentDeed
{
    Done,
    Unchanged,
    NotFound,

    /// <summary>It stands partly out of the person's reach; its status is for those who reach all of its alerts.</summary>
    Outside,

    /// <summary>Closing, and opening again what was closed, need a reason.</summary>
    ReasonMissing,

    /// <summary>Somebody else changed it since it was read; read again.</summary>
    Conflict,
}

/// <summary>
/// What people do with incidents in their reach, for pages and for the API alike; one out of reach is as unknown as one that is
/// none. Each deed is in the audit trail before it is done.
/// </summary>
internal sealed class IncidentActions(
    IDbContextFactory<CityDbContext> contexts, IIncidentIntake intake, IAlertBook book, IAuditTrail audit, CityFeed feed, TimeProvider clock)
{
    /// <summary>Opens an incident that a person reports.</summary>
    /// <param name="report">What the person says.</param>
    /// <param name="user">Who says it.</param>
    /// <param name="cancel">Ends the question.</param>
    /// <returns>
    /// The incident's id. Null when the person may not open it: when a part is named that the person does not reach, and when the
    /// person is a guest in another incident and nothing more.
    /// </returns>
    public async Task<Guid?> OpenAsync(IncidentReport report, ClaimsPrincipal user, CancellationToken cancel)
    {
        var reach = Reach.For(user, Policies.WriteIncidents);
        if (!reach.IsWholeCity && (reach.Keys.All(key => key.Kind == ScopeKind.Incident) || !report.Parts.All(reach.Keys.Contains)))
        {
            return null;
        }

        var person = user.Identity?.Name ?? "";
        var request = new IncidentRequest(report.Title, report.Severity, report.AlertIds, person, reach) { Parts = report.Parts };
        var deed = new AuditDeed(person, "incident.open", report.Title, AuditResult.Done);
        return await audit.DoAsync(deed, () => intake.OpenAsync(request, cancel).AsTask(), cancel);
    }

    /// <summary>Changes the status, for somebody who reaches every alert of the incident or was let in to it.</summary>
    /// <param name="id">Which incident.</param>
    /// <param name="status">The status it gets.</param>
    /// <param name="reason">Why; needed to close and to open again.</param>
    /// <param name="seen">The version that the person looked at; null does not ask.</param>
    /// <param name="user">Who does it.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<IncidentDeed> SetStatusAsync(
        IncidentId id, IncidentStatus status, string? reason, Guid? seen, ClaimsPrincipal user, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var reach = Reach.For(user, Policies.WriteIncidents);
        var incident = await city.IncidentsWithin(reach).SingleOrDefaultAsync(known => known.Id == id, cancel);
        if (incident is null)
        {
            return IncidentDeed.NotFound;
        }

        if (!await ReachesAllOfAsync(city, id, reach, cancel))
        {
            return IncidentDeed.Outside;
        }

        if (seen is not null && seen != incident.Version)
        {
            return IncidentDeed.Conflict;
        }

        var person = user.Identity?.Name ?? "";
        var detail = $"{StatusName.Of(incident.Status)} to {StatusName.Of(status)}: {reason?.Trim()}";
        switch (incident.SetStatus(status, reason, person, clock))
        {
            case StatusChange.Unchanged:
                return IncidentDeed.Unchanged;
            case StatusChange.ReasonMissing:
                return IncidentDeed.ReasonMissing;
        }

        return await SaveAsync(city, incident, new(person, "incident.status", incident.Number, AuditResult.Done, detail), cancel);
    }

    /// <summary>
    /// Adds a note. Empty ones change nothing. All who see an incident may write notes: they say who wrote them and undo nothing,
    /// and departments that are hit by one attack need a place to talk.
    /// </summary>
    public async Task<IncidentDeed> AddNoteAsync(IncidentId id, string text, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return IncidentDeed.Unchanged;
        }

        await using var city = await contexts.CreateDbContextAsync(cancel);
        var incident = await city.IncidentsWithin(Reach.For(user, Policies.WriteIncidents)).SingleOrDefaultAsync(known => known.Id == id, cancel);
        if (incident is null)
        {
            return IncidentDeed.NotFound;
        }

        var person = user.Identity?.Name ?? "";
        incident.AddNote(text, person, clock);
        return await SaveAsync(city, incident, new(person, "incident.note", incident.Number, AuditResult.Done), cancel);
    }

    // A sender can make its alert join an incident that shares a part with it. That must not let its own people close the others'.
    private async Task<bool> ReachesAllOfAsync(CityDbContext city, IncidentId id, Reach reach, CancellationToken cancel)
    {
        if (reach.IsWholeCity || reach.IsGuestIn(id))
        {
            return true;
        }

        var alerts = await city.Set<IncidentAlert>().Where(alert => alert.IncidentId == id).Select(alert => alert.AlertId)
            .Concat(city.Set<CountedAlert>().Where(alert => alert.IncidentId == id).Select(alert => alert.AlertId)).ToListAsync(cancel);
        return await book.ReachesAllAsync(alerts, reach, cancel);
    }

    private async Task<IncidentDeed> SaveAsync(CityDbContext city, Incident incident, AuditDeed deed, CancellationToken cancel)
    {
        try
        {
            await audit.DoAsync(deed, () => city.SaveChangesAsync(cancel), cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return IncidentDeed.Conflict;
        }

        feed.Publish(CityTopic.Incidents);
        return IncidentDeed.Done;
    }
}
