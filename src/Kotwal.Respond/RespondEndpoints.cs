using Kotwal.Respond.Incidents.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Respond;

/// <summary>The desk's part of the API.</summary>
public static class RespondEndpoints
{
    /// <summary>Maps everything under <c>/api/v1</c> that this desk answers.</summary>
    public static IEndpointRouteBuilder MapRespond(this IEndpointRouteBuilder app)
    {
        var incidents = app.MapGroup("/api/v1/incidents").WithTags("Respond");
        ListIncidents.Map(incidents);
        GetIncident.Map(incidents);
        OpenIncident.Map(incidents);
        AddNote.Map(incidents);
        SetStatus.Map(incidents);
        return app;
    }
}
