using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Lake.Retention;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Holds;

/// <summary>Makes a legal hold: the events that it names are kept beyond their time.</summary>
internal static class AddHold
{
    public static void Map(IEndpointRouteBuilder holds) =>
        holds.MapPost("/", HandleAsync).WithName(nameof(AddHold)).RequireAuthorization(Policies.WriteHolds);

    private static async Task<Results<Created<HoldResponse>, ProblemHttpResult>> HandleAsync(
        Request request, HoldBook book, IAuditTrail trail, ClaimsPrincipal user, CancellationToken cancel)
    {
        var by = user.Identity?.Name ?? "";
        try
        {
            // Looked at before it is written down: a hunt that is none is no deed.
            HoldBook.Require(request.Name ?? "", request.Query ?? "", request.From, request.To);
            var deed = new AuditDeed(by, "hold.add", request.Name!, AuditResult.Done, HoldResponse.Describe(request.Query ?? "", request.From, request.To));
            var hold = await trail.DoAsync(
                deed, () => book.AddAsync(request.Name!, request.Query ?? "", request.From, request.To, by, CancellationToken.None), cancel);
            return TypedResults.Created($"/api/v1/holds/{hold.Id}", HoldResponse.Of(hold));
        }
        catch (FormatException wrong)
        {
            return TypedResults.Problem(wrong.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    /// <param name="Name">What people call it: a case, an order.</param>
    /// <param name="Query">Which events: a search, and where. Empty for all.</param>
    /// <param name="From">Earliest <c>@timestamp</c>, included.</param>
    /// <param name="To">Latest <c>@timestamp</c>, not included.</param>
    internal sealed record Request(string? Name, string? Query, DateTimeOffset? From, DateTimeOffset? To);
}
