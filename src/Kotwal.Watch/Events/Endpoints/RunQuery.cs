using System.Globalization;
using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Hunt;
using Kotwal.Lake;
using Kotwal.Watch.Cells;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Events.Endpoints;

/// <summary>
/// Runs a hunt over all stored events in reach, the newest ones included. What goes out this way is an export: each answer is in
/// the audit trail before it is given, and each hunt that failed as well.
/// </summary>
internal static class RunQuery
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/query", HandleAsync).WithName(nameof(RunQuery)).RequireAuthorization(Policies.Read);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Request request, EventHunts hunts, IAuditTrail audit, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (request.Query is null || request.MaxRows is < 1)
        {
            return TypedResults.Problem(
                "The body holds a query, and maxRows, if it is there, is at least 1.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        Task NoteAsync(AuditResult result, string outcome, CancellationToken until)
        {
            var reading = HuntReading.Of(request.Query, null, result, outcome);
            return audit.WriteAsync(new(user.Identity?.Name ?? "", reading.Action, reading.Subject, result, reading.Detail), until);
        }

        HuntAnswer answer;
        try
        {
            answer = await hunts.AskAsync(request.Query, Reach.For(user, Policies.Read), request.MaxRows, cancel);
        }
        catch (Exception failure)
        {
            await NoteAsync(AuditResult.Failed, failure.GetType().Name, CancellationToken.None);
            throw;
        }

        if (answer.Result is not { } result)
        {
            await NoteAsync(AuditResult.Failed, "not answered", cancel);
            return answer.Error is { } error
                ? Wrong(error)
                : TypedResults.Problem(answer.Failure, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        await NoteAsync(AuditResult.Done, string.Create(CultureInfo.InvariantCulture, $"{result.Rows.Count} rows"), cancel);
        return TypedResults.Ok(Response.From(result));
    }

    internal static ProblemHttpResult Wrong(HuntError error) => TypedResults.Problem(
        error.Message,
        title: "The query cannot be read.",
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?>
        {
            ["position"] = error.Position,
            ["length"] = error.Length,
            ["line"] = error.Line,
            ["column"] = error.Column,
        });

    /// <param name="Query">The hunt.</param>
    /// <param name="MaxRows">Most rows to return; as many as the server gives when it is not said.</param>
    internal sealed record Request(string? Query, int? MaxRows);

    /// <param name="Columns">Names and types, in the order of the cells.</param>
    /// <param name="Rows">Cells: null, text, number, truth, time as RFC 3339 text, or a list.</param>
    /// <param name="IsCut">True when there are more rows.</param>
    /// <param name="TookMilliseconds">Time from asking to the last row.</param>
    /// <param name="Chart">How the hunt wants the rows drawn; null where it does not say.</param>
    /// <param name="Notes">What may have been meant otherwise, for the person who asked.</param>
    internal sealed record Response(
        IReadOnlyList<Column> Columns,
        IReadOnlyList<object?[]> Rows,
        bool IsCut,
        double TookMilliseconds,
        IReadOnlyList<string> Notes,
        Chart? Chart)
    {
        public static Response From(QueryResult result) => new(
            [.. result.Columns.Select(column => new Column(column.Name, column.Type.ToString().ToLowerInvariant()))],
            [.. result.Rows.Select(row => Array.ConvertAll(row, CellText.ForJson))],
            result.IsCut,
            result.Took.TotalMilliseconds,
            [.. result.Notes.Select(note => note.ToString())],
            result.Chart is { } chart ? new Chart(chart.Kind, chart.Properties) : null);
    }

    internal sealed record Column(string Name, string Type);

    internal sealed record Chart(string Kind, IReadOnlyDictionary<string, string> Properties);
}
