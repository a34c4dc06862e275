using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Respond.Incidents.Endpoints;

/// <summary>One incident whole: whom it concerns, its alerts and its timeline.</summary>
internal static class GetIncident
{
    public static void Map(IEndpointRouteBuilder incidents) =>
        incidents.MapGet("/{id:guid}", HandleAsync).WithName(nameof(GetIncident)).RequireAuthorization(Policies.Read);

    private static async Task<Results<Ok<Response>, NotFound>> HandleAsync(
        Guid id, IncidentReader reader, ReadTrail reads, ClaimsPrincipal user, CancellationToken cancel)
    {
        var view = await reader.FindAsync(new IncidentId(id), Reach.For(user, Policies.Read), cancel);
        if (view is null)
        {
            return TypedResults.NotFound();
        }

        await reads.NoteAsync(user, "incident.read", view.Incident.Number, cancel);
        return TypedResults.Ok(Response.From(view));
    }

    // The version is given back with a change of status, so that nobody's change is overwritten. AlertsOutside counts listed alerts
    // that are out of reach of whoever asks.
    internal sealed record Response(
        Guid Id,
        string Number,
        string Title,
        string Severity,
        string Status,
        DateTimeOffset OpenedAt,
        string? OpenedBy,
        DateTimeOffset? ClosedAt,
        int AlertCount,
        int AlertsOutside,
        Guid Version,
        IReadOnlyList<EntityResponse> Entities,
        IReadOnlyList<AlertResponse> Alerts,
        IReadOnlyList<EntryResponse> Timeline)
    {
        public static Response From(IncidentView view)
        {
            var incident = view.Incident;
            return new(
                incident.Id.Value,
                incident.Number,
                incident.Title,
                SeverityName.Of(incident.Severity),
                StatusName.Of(incident.Status),
                incident.OpenedAt,
                incident.OpenedBy,
                incident.ClosedAt,
                incident.AlertCount,
                view.Outside,
                incident.Version,
                [.. view.Entities.Select(entity => new EntityResponse(entity.Field, entity.Value))],
                [.. view.Alerts.Select(alert => new AlertResponse(
                    alert.AlertId.Value, alert.Title, SeverityName.Of(alert.Severity), alert.At))],
                [.. Incidents.Timeline.Of(view).Select(EntryResponse.Of)]);
        }
    }

    internal sealed record EntityResponse(string Field, string Value);

    internal sealed record AlertResponse(Guid Id, string Title, string Severity, DateTimeOffset At);

    internal sealed record EntryResponse(
        DateTimeOffset At, string Kind, string? Person, string Text, string? From, string? To, Guid? AlertId)
    {
        public static EntryResponse Of(TimelineEntry entry) => new(
            entry.At,
            entry.Kind.ToString().ToLowerInvariant(),
            entry.Person,
            entry.Text,
            entry.From is { } from ? StatusName.Of(from) : null,
            entry.To is { } to ? StatusName.Of(to) : null,
            entry.AlertId?.Value);
    }
}
