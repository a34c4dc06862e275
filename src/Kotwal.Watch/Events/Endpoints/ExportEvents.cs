using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.Watch.Events.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Events.Endpoints;

/// <summary>
/// Everything that a search finds as a file, asked with the words of the Events page's address. It flows out while it is read: an
/// export that fails on the way ends in a broken connection and never in a file that looks whole.
/// </summary>
internal static class ExportEvents
{
    private static readonly string[] Formats = ["jsonl", "csv", "parquet"];

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/events/export", HandleAsync).WithName(nameof(ExportEvents)).RequireAuthorization(Policies.Read);

    private static async Task<Results<PushStreamHttpResult, FileStreamHttpResult, ProblemHttpResult>> HandleAsync(
        [AsParameters] Question question, EventExport export, TimeProvider clock, ClaimsPrincipal user, CancellationToken cancel)
    {
        var format = string.IsNullOrEmpty(question.Format) ? Formats[0] : question.Format;
        if (!Formats.Contains(format))
        {
            return TypedResults.Problem(
                $"'{format}' is no format. Known are {string.Join(", ", Formats)}.", statusCode: StatusCodes.Status400BadRequest);
        }

        var window = TimeWindow.Read(question.Range, question.From, question.To, clock.GetUtcNow());
        var asked = new SearchState(question.Q ?? "", window) { Columns = SearchState.ReadColumns(question.Col) };
        var start = await export.BeginAsync(asked, isWhole: format == "jsonl", format, user, cancel);
        if (start.Slices is not { } slices)
        {
            return start.Error is { } error
                ? RunQuery.Wrong(error)
                : TypedResults.Problem(start.Failure, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        return format switch
        {
            "csv" => TypedResults.Stream(body => TextRows.WriteCsvAsync(slices, body, cancel), "text/csv; charset=utf-8", "kotwal-events.csv"),
            "jsonl" => TypedResults.Stream(body => TextRows.WriteJsonLinesAsync(slices, body, cancel), "application/jsonl; charset=utf-8", "kotwal-events.jsonl"),
            _ => TypedResults.Stream(await ParquetRows.WriteAsync(slices, cancel), "application/vnd.apache.parquet", "kotwal-events.parquet"),
        };
    }

    /// <param name="Q">The hunt; all events when it is not said.</param>
    /// <param name="Range">One of the known lengths of time up to now, all, or custom.</param>
    /// <param name="From">First instant of a custom range.</param>
    /// <param name="To">First instant after it.</param>
    /// <param name="Col">Fields to be written; may be repeated.</param>
    /// <param name="Format">jsonl, csv or parquet.</param>
    internal sealed record Question(
        [FromQuery] string? Q, [FromQuery] string? Range, [FromQuery] string? From, [FromQuery] string? To, [FromQuery] string[]? Col, [FromQuery] string? Format);
}
