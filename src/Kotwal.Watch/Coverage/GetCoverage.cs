using Kotwal.City.Access;
using Kotwal.Lake;
using Kotwal.Lake.Coverage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Coverage;

/// <summary>Says which systems sent logs of which class on which days, and where the days that the law asks for are not met.</summary>
internal static class GetCoverage
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/coverage", HandleAsync).WithName(nameof(GetCoverage)).RequireAuthorization(Policies.ReadAll);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        int? days, [FromServices] LakeEventStore store, TimeProvider clock, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var window = days ?? LogCoverage.LegalDays(today);
        if (window is < 1 or > LogCoverage.MaxDays)
        {
            return TypedResults.Problem($"days is 1 to {LogCoverage.MaxDays}.", statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            var coverage = await LogCoverage.ReadAsync(store.ReadHeardAsync, today, window, cancel);
            return TypedResults.Ok(new Response(
                coverage.From, coverage.To, window, coverage.Required, coverage.IsCut,
                [.. coverage.Rows.Select(row => new Row(row.Node, row.Class, row.DaysHeard, row.DaysHeard >= coverage.Required, row.First, row.Last, row.Events, row.Gaps))]));
        }
        catch (QueryFailedException failure)
        {
            return TypedResults.Problem(failure.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <param name="From">First UTC day of the window.</param>
    /// <param name="To">Last day of it: yesterday.</param>
    /// <param name="Days">Days of the window.</param>
    /// <param name="Required">Days of it that must have logs.</param>
    /// <param name="IsCut">True when there are more rows.</param>
    /// <param name="Rows">Systems and classes of logs, the worst covered first.</param>
    internal sealed record Response(DateOnly From, DateOnly To, int Days, int Required, bool IsCut, IReadOnlyList<Row> Rows);

    /// <param name="Node">The system.</param>
    /// <param name="Class">Class of its logs.</param>
    /// <param name="DaysHeard">Days with at least one event.</param>
    /// <param name="IsMet">Whether these are all that must be.</param>
    /// <param name="First">First of them.</param>
    /// <param name="Last">Last of them.</param>
    /// <param name="Events">Number of events.</param>
    /// <param name="Gaps">Days without an event, ends included.</param>
    internal sealed record Row(
        string Node, string Class, int DaysHeard, bool IsMet, DateOnly First, DateOnly Last, long Events, IReadOnlyList<CoverageGap> Gaps);
}
