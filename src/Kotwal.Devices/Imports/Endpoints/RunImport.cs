using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.Inventory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Kotwal.Devices.Imports.Endpoints;

/// <summary>Imports a document, or says what that would do.</summary>
internal static class RunImport
{
    // Who sends lines to the bulk endpoint has no format to be named after.
    private const string BulkSource = "api";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/imports/preview", (
            [AsParameters] ImportQuestion question, HttpContext http, InventoryImports imports, IOptions<DevicesOptions> options, CancellationToken cancel) =>
            HandleAsync(question, http, options.Value, (document, order) => imports.PreviewAsync(document, order, cancel), cancel))
            .WithName("PreviewImport").RequireAuthorization(Policies.WriteCityAll);
        api.MapPost("/imports", (
            [AsParameters] ImportQuestion question, HttpContext http, InventoryImports imports, IOptions<DevicesOptions> options, ClaimsPrincipal user, CancellationToken cancel) =>
            HandleAsync(question, http, options.Value, (document, order) => imports.ImportAsync(document, order, NameOf(user), cancel), cancel))
            .WithName(nameof(RunImport)).RequireAuthorization(Policies.WriteCityAll);
        api.MapPost("/nodes/bulk", (
            string? source, bool? complete, HttpContext http, InventoryImports imports, IOptions<DevicesOptions> options, ClaimsPrincipal user, CancellationToken cancel) =>
            HandleAsync(
                new("kotwal", "bulk", null, string.IsNullOrEmpty(source) ? BulkSource : source, complete), http, options.Value,
                (document, order) => imports.ImportAsync(document, order, NameOf(user), cancel), cancel))
            .WithName("BulkNodes").RequireAuthorization(Policies.WriteCityAll);
    }

    private static async Task<Results<Ok<ImportResponse>, ProblemHttpResult>> HandleAsync(
        ImportQuestion question, HttpContext http, DevicesOptions options, Func<Upload, ImportOrder, Task<ImportReport>> run, CancellationToken cancel)
    {
        if (question.TryRead(out var order) is { } refusal)
        {
            return Refuse(StatusCodes.Status400BadRequest, refusal);
        }

        Upload document;
        try
        {
            document = await question.KeepAsync(http, options.MaxImportBytes, cancel);
        }
        catch (InventoryException tooLarge)
        {
            return Refuse(StatusCodes.Status413PayloadTooLarge, tooLarge.Message);
        }

        using (document)
        {
            try
            {
                return TypedResults.Ok(ImportResponse.Of(await run(document, order)));
            }
            catch (InventoryException wrong)
            {
                return Refuse(StatusCodes.Status400BadRequest, wrong.Message);
            }
        }
    }

    private static string NameOf(ClaimsPrincipal user) => user.Identity?.Name ?? "";

    private static ProblemHttpResult Refuse(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
