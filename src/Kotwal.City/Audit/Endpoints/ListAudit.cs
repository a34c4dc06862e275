using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Audit.Endpoints;

/// <summary>Lists entries of the audit trail, the newest first.</summary>
internal static class ListAudit
{
    private const int DefaultRows = 50;
    private const int MaxRows = 200;

    public static void Map(IEndpointRouteBuilder audit) =>
        audit.MapGet("/", HandleAsync).WithName(nameof(ListAudit)).RequireAuthorization(Policies.ReadAudit);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        [AsParameters] AuditQuestion question, long? before, int? rows, IAuditTrail trail, ReadTrail reads, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (question.TryRead(out var filter) is { } wrong)
        {
            return TypedResults.Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
        }

        var take = Math.Clamp(rows ?? DefaultRows, 1, MaxRows);
        var found = await trail.SearchAsync(filter, before, take + 1, cancel);

        // After the search, which would find the note of itself, and before anything is shown.
        await reads.NoteAsync(user, filter.AsReading(), cancel);
        return TypedResults.Ok(new Response(
            [.. found.Take(take).Select(Entry.Of)], found.Count > take ? found[take - 1].Sequence : null));
    }

    /// <param name="Entries">The entries.</param>
    /// <param name="Next">What to give as <c>before</c> for the next page; null on the last one.</param>
    internal sealed record Response(IReadOnlyList<Entry> Entries, long? Next);

    internal sealed record Entry(
        long Sequence, DateTimeOffset At, string Actor, string Action, string Subject, string Result, string? Detail, string? Address,
        string Hash)
    {
        internal static Entry Of(AuditEntry entry) => new(
            entry.Sequence, entry.At, entry.Actor, entry.Action, entry.Subject, AuditWords.Of(entry.Result), entry.Detail, entry.Address,
            Convert.ToHexStringLower(entry.Hash));
    }
}
