using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.People.Endpoints;

/// <summary>One person whole.</summary>
internal static class GetPerson
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapGet("/{id:guid}", HandleAsync).WithName(nameof(GetPerson)).RequireAuthorization(Policies.Administer);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Guid id, PeopleReader reader, ClaimsPrincipal user, CancellationToken cancel) =>
        await reader.FindAsync(id, user, cancel) is { } view
            ? TypedResults.Ok(new Response(
                PersonResponse.From(view.Person), view.Version, view.HasPassword, view.LinkExpiresAt, view.IsLastAdministrator, view.HasFactor))
            : RefusalProblem.Of(Refusal.NotFound);

    /// <param name="Person">Who it is.</param>
    /// <param name="Version">To give with a change, so that the change of another is not lost.</param>
    /// <param name="HasPassword">Whether a password was set.</param>
    /// <param name="HasFactor">Whether an authenticator app is set up.</param>
    /// <param name="LinkExpiresAt">When the open one-time link ends; null when none is open.</param>
    /// <param name="IsLastAdministrator">Whether the account cannot be taken away now.</param>
    internal sealed record Response(
        PersonResponse Person, Guid Version, bool HasPassword, DateTimeOffset? LinkExpiresAt, bool IsLastAdministrator, bool HasFactor);
}
