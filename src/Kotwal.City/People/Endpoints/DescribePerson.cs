using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.People.Endpoints;

/// <summary>Corrects the display name and the mail address of a person.</summary>
internal static class DescribePerson
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPut("/{id:guid}", HandleAsync).WithName(nameof(DescribePerson)).RequireAuthorization(Policies.Administer);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, AccountActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        RefusalProblem.NoContentOr(await actions.DescribeAsync(id, request.DisplayName, request.Mail, request.Version, user, cancel));

    /// <param name="DisplayName">None removes it.</param>
    /// <param name="Mail">None removes it.</param>
    /// <param name="Version">The version that was read; without it the change is made whatever others did.</param>
    internal sealed record Request(string? DisplayName, string? Mail, Guid? Version);
}
