using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Alerts.Endpoints;

/// <summary>One alert whole, with copies of the events it is about.</summary>
internal static class GetAlert
{
    public static void Map(IEndpointRouteBuilder alerts) =>
        alerts.MapGet("/{id:guid}", HandleAsync).WithName(nameof(GetAlert)).RequireAuthorization(Policies.Read);

    private static async Task<Results<Ok<Response>, NotFound>> HandleAsync(
        Guid id, AlertReader reader, IWorkload workload, ReadTrail reads, ClaimsPrincipal user, CancellationToken cancel)
    {
        var reach = Reach.For(user, Policies.Read);
        var alert = await reader.FindAsync(new AlertId(id), reach, cancel);
        if (alert is null)
        {
            return TypedResults.NotFound();
        }

        await reads.NoteAsync(user, "alert.read", alert.Id.ToString(), cancel);
        var incident = await workload.FindForAlertAsync(alert.Id, reach, cancel);
        return TypedResults.Ok(new Response(
            alert.Id.Value,
            alert.RuleId,
            alert.Title,
            AlertWords.Of(alert.Severity),
            alert.At,
            alert.RaisedAt,
            AlertWords.Of(alert.Status),
            alert.CloseReason is { } reason ? AlertWords.Of(reason) : null,
            alert.Assignee,
            alert.Note,
            alert.DecidedBy,
            alert.DecidedAt,
            alert.Tags,
            alert.Entities,
            alert.Matched,
            [.. alert.Events.Select(copy => new EventResponse(copy.Id, Parsed(copy.Json)))],
            incident is null ? null : new IncidentResponse(incident.Id, incident.Number)));
    }

    private static JsonNode? Parsed(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            // A copy that is no JSON is still shown, as the text it is.
            return JsonValue.Create(json);
        }
    }

    internal sealed record Response(
        Guid Id,
        string RuleId,
        string Title,
        string Severity,
        DateTimeOffset At,
        DateTimeOffset RaisedAt,
        string Status,
        string? CloseReason,
        string? Assignee,
        string? Note,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        IReadOnlyList<string> Tags,
        IReadOnlyList<NamedValue> Entities,
        IReadOnlyList<NamedValue> Matched,
        IReadOnlyList<EventResponse> Events,
        IncidentResponse? Incident);

    /// <param name="Id">The event's id.</param>
    /// <param name="Event">Its copy; null when the event stands in parts of the city that the one who asks does not reach.</param>
    internal sealed record EventResponse(Guid Id, JsonNode? Event);

    internal sealed record IncidentResponse(Guid Id, string Number);
}
