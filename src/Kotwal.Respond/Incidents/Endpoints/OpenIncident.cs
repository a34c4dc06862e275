using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Respond.Incidents.Endpoints;

/// <summary>Opens an incident about alerts, or about something a person reports.</summary>
internal static class OpenIncident
{
    private const int MaxAlerts = 1000;
    private const int MaxParts = 50;

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

        if (ReadParts(request.Parts ?? []) is not { } parts)
        {
            return Refuse($"A part of the city is written like zone:scada, ward:7, service:water or department:Jal Nigam; at most {MaxParts} are taken.");
        }

        var report = new IncidentReport(request.Title.Trim(), request.Severity!, request.AlertIds ?? [], parts);
        return await actions.OpenAsync(report, user, cancel) is { } id
            ? TypedResults.Created($"/api/v1/incidents/{id}", new Response(id))
            : TypedResults.Problem("An incident is opened in parts of the city that you reach.", statusCode: StatusCodes.Status403Forbidden);
    }

    private static List<ScopeKey>? ReadParts(IReadOnlyList<string> texts)
    {
        var parts = new List<ScopeKey>();
        foreach (var text in texts)
        {
            if (!ScopeKey.TryParse(text, out var part) || part.Kind == ScopeKind.Incident || parts.Count == MaxParts)
            {
                return null;
            }

            parts.Add(part);
        }

        return parts;
    }

    private static ProblemHttpResult Refuse(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <param name="Title">One line that says what happened.</param>
    /// <param name="Severity">From <c>informational</c> to <c>critical</c>.</param>
    /// <param name="AlertIds">Alerts it is about.</param>
    /// <param name="Parts">
    /// Parts of the city it is about, such as <c>service:water</c>; when none are said, those of its alerts, or else those that the
    /// one who asks reaches.
    /// </param>
    internal sealed record Request(string? Title, string? Severity, IReadOnlyList<Guid>? AlertIds, IReadOnlyList<string>? Parts);

    internal sealed record Response(Guid Id);
}
