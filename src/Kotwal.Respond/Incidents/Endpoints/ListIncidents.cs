using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Events.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Respond.Incidents.Endpoints;

/// <summary>Lists incidents, those opened last first.</summary>
internal static class ListIncidents
{
    private const int DefaultRows = 50;

    public static void Map(IEndpointRouteBuilder incidents) =>
        incidents.MapGet("/", HandleAsync).WithName(nameof(ListIncidents)).RequireAuthorization(Policies.Read);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Request request, IncidentReader reader, ReadTrail reads, ClaimsPrincipal user, CancellationToken cancel)
    {
        var statuses = new List<IncidentStatus>();
        foreach (var name in Parts(request.Status))
        {
            if (!StatusName.TryRead(name, out var status))
            {
                return Refuse($"'{name}' is no status. Known are open, in_progress, contained and closed.");
            }

            statuses.Add(status);
        }

        var severities = new List<AlertSeverity>();
        foreach (var name in Parts(request.Severity))
        {
            if (!SeverityName.TryRead(name, out var severity))
            {
                return Refuse($"'{name}' is no severity. Known are {SeverityName.All}.");
            }

            severities.Add(severity);
        }

        IncidentNumber? before = null;
        if (request.After is not null)
        {
            if (!IncidentNumber.TryRead(request.After, out var number))
            {
                return Refuse($"'{request.After}' is no number of an incident.");
            }

            before = number;
        }

        var filter = new IncidentFilter { Statuses = statuses, Severities = severities, Text = request.Text };
        await reads.NoteAsync(user, "incident.list", filter.InWords(), cancel);
        var page = await reader.ListAsync(filter, Reach.For(user, Policies.Read), before, request.Rows ?? DefaultRows, cancel);
        return TypedResults.Ok(new Response([.. page.Incidents.Select(IncidentResponse.From)], page.Next));
    }

    private static string[] Parts(string? words) =>
        (words ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static ProblemHttpResult Refuse(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <param name="Status">Statuses, parted by commas.</param>
    /// <param name="Severity">Severities, parted by commas.</param>
    /// <param name="Text">A part of the number, the title or an entity.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Rows">Most rows, 1 to 200; 50 when it is not said.</param>
    internal sealed record Request(string? Status, string? Severity, string? Text, string? After, int? Rows);

    /// <param name="Incidents">The incidents.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
    internal sealed record Response(IReadOnlyList<IncidentResponse> Incidents, string? Next);
}
