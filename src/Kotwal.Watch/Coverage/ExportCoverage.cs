using System.Globalization;
using System.Security.Claims;
using System.Text;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Lake.Coverage;
using Kotwal.Watch.Events.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Coverage;

/// <summary>The rows of the Coverage page as CSV, the worst first: all of them, and all their gaps.</summary>
internal static class ExportCoverage
{
    private const int RowsAtOnce = 500;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/coverage/export", HandleAsync).WithName(nameof(ExportCoverage)).RequireAuthorization(Policies.Read);

    private static async Task<PushStreamHttpResult> HandleAsync(
        [AsParameters] Question question, CoverageReader reader, ReadTrail reads, TimeProvider clock, ClaimsPrincipal user, CancellationToken cancel)
    {
        var filter = CoverageQuestion.Read(question.Days, question.Class, question.Zone, question.Ward, question.Missing, question.Q, clock.GetUtcNow());
        await reads.NoteAsync(user, "coverage.export", filter.InWords, cancel);
        var (window, rows) = (reader.WindowOf(filter), reader.ReadAll(filter, Reach.For(user, Policies.Read)));
        return TypedResults.Stream(body => WriteAsync(window, rows, body, cancel), "text/csv; charset=utf-8", "kotwal-coverage.csv");
    }

    private static async Task WriteAsync(CoverageWindow window, IEnumerable<CoverageRowView> rows, Stream output, CancellationToken cancel)
    {
        await output.WriteAsync("node_id,node,zone,ward,criticality,class,from,to,days,required,heard,met,last_heard,missing\r\n"u8.ToArray(), cancel);
        foreach (var some in rows.Chunk(RowsAtOnce))
        {
            var text = new StringBuilder();
            foreach (var row in some)
            {
                CsvText.Line(text, Cells(row, window).Select(CsvText.Defused));
            }

            await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
        }
    }

    private static IEnumerable<object?> Cells(CoverageRowView row, CoverageWindow window) =>
    [
        row.Line.Node?.Id.ToString(),
        row.Line.Name,
        row.Line.Node?.Zone?.Name,
        row.Line.Node?.Ward?.Name,
        row.Line.Node?.Criticality,
        row.Line.Class,
        Day(window.From),
        Day(window.To),
        (long)window.Days,
        (long)window.Required,
        (long)row.Heard,
        row.IsMet,
        row.Line.Days.Last is { } last ? Day(last) : null,
        string.Join(' ', row.Gaps.Select(Words)),
    ];

    private static string Words(CoverageGap gap) => gap.From == gap.To ? Day(gap.From) : $"{Day(gap.From)}/{Day(gap.To)}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <param name="Days">Days of the window, which ends yesterday; what the law asks for when it is not said.</param>
    /// <param name="Class">Class of the logs.</param>
    /// <param name="Zone">Id of a zone.</param>
    /// <param name="Ward">Id of a ward.</param>
    /// <param name="Missing">1 for rows alone that have too few days.</param>
    /// <param name="Q">Part of a system's name.</param>
    internal sealed record Question(
        [FromQuery] int? Days, [FromQuery] string? Class, [FromQuery] string? Zone, [FromQuery] string? Ward, [FromQuery] string? Missing, [FromQuery] string? Q);
}
