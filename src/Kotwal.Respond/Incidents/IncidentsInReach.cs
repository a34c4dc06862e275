using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Work;

namespace Kotwal.Respond.Incidents;

/// <summary>The only way to incidents on behalf of somebody: it takes what that somebody reaches.</summary>
internal static class IncidentsInReach
{
    /// <summary>Whether somebody was let in to the incident as such, and not to some part of the city that it stands in.</summary>
    public static bool IsGuestIn(this Reach reach, IncidentId incident) => reach.Keys.Contains(Incident.PartOf(incident));

    public static IQueryable<Incident> IncidentsWithin(this CityDbContext city, Reach reach)
    {
        var incidents = city.Set<Incident>().AsQueryable();
        if (!reach.SeesAudit)
        {
            incidents = incidents.Where(incident => !incident.Parts.Any(part => part.Part == AlertParts.Audit));
        }

        if (reach.IsWholeCity)
        {
            return incidents;
        }

        var parts = reach.KeyTexts;
        return incidents.Where(incident => incident.Parts.Any(part => parts.Contains(part.Part)));
    }
}
