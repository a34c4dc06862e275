using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.Inventory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices.Imports.Endpoints;

/// <summary>Writes the nodes in reach as a document.</summary>
internal static class ExportNodes
{
    private const string Default = "kotwal";

    private static readonly Dictionary<string, (string Type, string Ending)> Types = new(StringComparer.Ordinal)
    {
        ["csv"] = ("text/csv; charset=utf-8", "csv"),
        ["xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        ["cyclonedx"] = ("application/vnd.cyclonedx+json; version=1.6", "cdx.json"),
        ["geojson"] = ("application/geo+json", "geojson"),
        ["kotwal"] = ("application/x-ndjson", "jsonl"),
    };

    public static void Map(IEndpointRouteBuilder nodes) =>
        nodes.MapGet("/export", HandleAsync).WithName(nameof(ExportNodes)).RequireAuthorization(Policies.Read);

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> HandleAsync(
        string? format, NodeExport export, ClaimsPrincipal user, CancellationToken cancel)
    {
        var name = string.IsNullOrEmpty(format) ? Default : format;
        if (NodeExport.Formats.FirstOrDefault(known => known.Name == name) is not { } writer)
        {
            return TypedResults.Problem(
                $"'{name}' cannot be written. Known are {string.Join(", ", NodeExport.Formats.Select(known => known.Name))}.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            var document = await export.WriteAsync(writer, Reach.For(user, Policies.Read), user.Identity?.Name ?? "", cancel);
            var (type, ending) = Types.GetValueOrDefault(name, ("application/octet-stream", name));
            return TypedResults.Stream(document, type, "kotwal-nodes." + ending);
        }
        catch (InventoryException wrong)
        {
            return TypedResults.Problem(wrong.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }
}
