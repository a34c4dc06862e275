using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Respond.Incidents.Endpoints;

/// <summary>Opens an incident about alerts, or about something a person reports.</summary>
internal static class OpenIncident
{
    private const int MaxAlerts = 1000;

    public static void Map(IEndpointRouteBuilder incidents) =>
        incidents.MapPost("/", HandleAsync).WithName(nameof(OpenIncident)).RequireAuthorization(Policies.WriteIncidents);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Request request, IncidentActions actions, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(request.Title) || request.Title.Length > Incident.MaxTitleLength)
        {
            return Refuse($"An incident needs a title of at most {Incident.MaxTitleLength} characters.");
        }

        if (!SeverityName.TryRead(request.Severity, out _))
        {
            return Refuse($"An incident needs a severity, one of {SeverityName.All}.");
        }

        if (request.AlertIds?.Count > MaxAlerts)
        {
            return Refuse($"An incident is opened with at most {MaxAlerts} alerts.");
        }

        var person = user.Identity?.Name ?? "";
        var id = await actions.OpenAsync(
            new IncidentRequest(request.Title.Trim(), request.Severity!, request.AlertIds ?? [], person), cancel);
        return TypedResults.Created($"/api/v1/incidents/{id}", new Response(id));
    }

    private static ProblemHttpResult Refuse(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <param name="Title">One line that says what happened.</param>
    /// <param name="Severity">From <c>informational</c> to <c>critical</c>.</param>
    /// <param name="AlertIds">Alerts it is about.</param>
    internal sealed record Request(string? Title, string? Severity, IReadOnlyList<Guid>? AlertIds);

    internal sealed record Response(Guid Id);
}
