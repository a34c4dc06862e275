using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Work;

namespace Kotwal.Respond.Incidents;

/// <summary>The only way to incidents on behalf of somebody: it takes what that somebody reaches.</summary>
internal static class IncidentsInReach
{
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
