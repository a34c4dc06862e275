using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Audit.Endpoints;

/// <summary>Computes the chain of the audit trail again, and says whether it is sound.</summary>
internal static class VerifyAudit
{
    public static void Map(IEndpointRouteBuilder audit) =>
        audit.MapGet("/verify", HandleAsync).WithName(nameof(VerifyAudit)).RequireAuthorization(Policies.ReadAudit);

    private static async Task<Ok<Response>> HandleAsync(IAuditTrail trail, CancellationToken cancel)
    {
        var verdict = await trail.VerifyAsync(cancel);
        return TypedResults.Ok(new Response(
            verdict.IsSound, verdict.Entries, verdict.Head, verdict.BrokenAt,
            verdict.Fault == AuditFault.None ? null : AuditWords.Of(verdict.Fault), verdict.Noted));
    }

    /// <param name="Sound">Whether nothing is wrong and nothing is left in doubt.</param>
    /// <param name="Entries">Sound entries from the first on.</param>
    /// <param name="Head">Hash of the last of them; note it somewhere else.</param>
    /// <param name="BrokenAt">Sequence of the first fault, or null.</param>
    /// <param name="Fault">altered, missing, cut_short, rewritten or stray; not_provable when the note is missing; null when sound.</param>
    /// <param name="Noted">Sequence that the note beside the trail names; null when there is no note.</param>
    internal sealed record Response(bool Sound, long Entries, string Head, long? BrokenAt, string? Fault, long? Noted);
}
