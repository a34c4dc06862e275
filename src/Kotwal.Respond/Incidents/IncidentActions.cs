using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Work;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Respond.Incidents;

/// <summary>What came of a person's deed on an incident.</summary>
internal enum IncidentDeed
{
    Done,
    Unchanged,
    NotFound,

    /// <summary>Closing, and opening again what was closed, need a reason.</summary>
    ReasonMissing,

    /// <summary>Somebody else changed it since it was read; read again.</summary>
    Conflict,
}

/// <summary>What people do with incidents, for pages and for the API alike. Each deed is in the audit trail before it is done.</summary>
internal sealed class IncidentActions(
    IDbContextFactory<CityDbContext> contexts, IIncidentIntake intake, IAuditTrail audit, CityFeed feed, TimeProvider clock)
{
    /// <summary>Opens an incident that a person reports and returns its id.</summary>
    public async Task<Guid> OpenAsync(IncidentRequest request, CancellationToken cancel)
    {
        await audit.WriteAsync(new(request.OpenedBy, "incident.open", request.Title, AuditResult.Done), cancel);
        return await intake.OpenAsync(request, cancel);
    }

    /// <summary>Changes the status.</summary>
    /// <param name="id">Which incident.</param>
    /// <param name="status">The status it gets.</param>
    /// <param name="reason">Why; needed to close and to open again.</param>
    /// <param name="seen">The version that the person looked at; null does not ask.</param>
    /// <param name="person">Who does it.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<IncidentDeed> SetStatusAsync(
        IncidentId id, IncidentStatus status, string? reason, Guid? seen, string person, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var incident = await city.Set<Incident>().SingleOrDefaultAsync(known => known.Id == id, cancel);
        if (incident is null)
        {
            return IncidentDeed.NotFound;
        }

        if (seen is not null && seen != incident.Version)
        {
            return IncidentDeed.Conflict;
        }

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

    /// <summary>Adds a note. Empty ones change nothing.</summary>
    public async Task<IncidentDeed> AddNoteAsync(IncidentId id, string text, string person, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return IncidentDeed.Unchanged;
        }

        await using var city = await contexts.CreateDbContextAsync(cancel);
        var incident = await city.Set<Incident>().SingleOrDefaultAsync(known => known.Id == id, cancel);
        if (incident is null)
        {
            return IncidentDeed.NotFound;
        }

        incident.AddNote(text, person, clock);
        return await SaveAsync(city, incident, new(person, "incident.note", incident.Number, AuditResult.Done), cancel);
    }

    private async Task<IncidentDeed> SaveAsync(CityDbContext city, Incident incident, AuditDeed deed, CancellationToken cancel)
    {
        await audit.WriteAsync(deed, cancel);
        try
        {
            await city.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            await audit.WriteAsync(deed with { Result = AuditResult.Failed, Detail = "changed by another" }, cancel);
            return IncidentDeed.Conflict;
        }

        feed.Publish(CityTopic.Incidents);
        return IncidentDeed.Done;
    }
}
