using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Audit.Endpoints;

/// <summary>Writes the audit trail as a file, the oldest entry first. The export is itself in the trail.</summary>
internal static class ExportAudit
{
    public static void Map(IEndpointRouteBuilder audit) =>
        audit.MapGet("/export", Handle).WithName(nameof(ExportAudit)).RequireAuthorization(Policies.ReadAudit);

    private static Results<PushStreamHttpResult, ProblemHttpResult> Handle(
        [AsParameters] AuditQuestion question, string? format, ClaimsPrincipal user, AuditExport export, CancellationToken cancel)
    {
        if (question.TryRead(out var filter) is { } wrong)
        {
            return TypedResults.Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
        }

        var kind = AuditFormat.Jsonl;
        if (!string.IsNullOrEmpty(format) && !AuditWords.TryRead(format, out kind))
        {
            return TypedResults.Problem(
                $"'{format}' is no format. Known are {AuditWords.All<AuditFormat>()}.", statusCode: StatusCodes.Status400BadRequest);
        }

        return TypedResults.Stream(
            body => export.WriteAsync(kind, filter, user.Identity?.Name ?? "", body, cancel),
            kind == AuditFormat.Csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
            $"kotwal-audit.{AuditWords.Of(kind)}");
    }
}
