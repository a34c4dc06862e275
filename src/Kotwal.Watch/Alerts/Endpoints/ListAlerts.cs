using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Events.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Alerts.Endpoints;

/// <summary>Lists alerts, the newest first.</summary>
internal static class ListAlerts
{
    private const int DefaultRows = 50;

    public static void Map(IEndpointRouteBuilder alerts) =>
        alerts.MapGet("/", HandleAsync).WithName(nameof(ListAlerts)).RequireAuthorization(Policies.Read);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Request request, AlertReader reader, ReadTrail reads, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (AlertWords.TryReadList<AlertSeverity>(request.Severity, out var severities) is { } severity)
        {
            return Refuse($"'{severity}' is no severity. Known are {AlertWords.All<AlertSeverity>()}.");
        }

        if (AlertWords.TryReadList<AlertStatus>(request.Status, out var statuses) is { } status)
        {
            return Refuse($"'{status}' is no status. Known are {AlertWords.All<AlertStatus>()}.");
        }

        var filter = new AlertFilter
        {
            Severities = severities,
            Statuses = statuses,
            RuleId = request.Rule,
            From = request.From,
            To = request.To,
            Text = request.Text,
        };
        await reads.NoteAsync(user, "alert.list", filter.InWords(), cancel);
        var page = await reader.ListAsync(filter, Reach.For(user, Policies.Read), request.After, request.Rows ?? DefaultRows, cancel);
        return TypedResults.Ok(new Response([.. page.Alerts.Select(AlertResponse.From)], page.Next));
    }

    private static ProblemHttpResult Refuse(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <param name="Severity">Severities, parted by commas.</param>
    /// <param name="Status">Statuses, parted by commas.</param>
    /// <param name="Rule">Identity of a rule.</param>
    /// <param name="From">Earliest time, included.</param>
    /// <param name="To">Latest time, not included.</param>
    /// <param name="Text">Words that all occur in the title, the rule, a tag or an entity.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Rows">Most rows, 1 to 200; 50 when it is not said.</param>
    internal sealed record Request(
        string? Severity,
        string? Status,
        string? Rule,
        DateTimeOffset? From,
        DateTimeOffset? To,
        string? Text,
        string? After,
        int? Rows);

    /// <param name="Alerts">The alerts.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
    internal sealed record Response(IReadOnlyList<AlertResponse> Alerts, string? Next);
}
