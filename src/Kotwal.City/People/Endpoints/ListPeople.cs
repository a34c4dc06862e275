using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.People.Endpoints;

/// <summary>Lists people by name.</summary>
internal static class ListPeople
{
    private const int DefaultRows = 50;

    public static void Map(IEndpointRouteBuilder people) =>
        people.MapGet("/", HandleAsync).WithName(nameof(ListPeople)).RequireAuthorization(Policies.Administer);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Request request, PeopleReader reader, ClaimsPrincipal user, CancellationToken cancel)
    {
        var standing = default(PersonStanding?);
        if (request.Standing is not null)
        {
            if (!Enum.TryParse<PersonStanding>(request.Standing, ignoreCase: true, out var known) || !Enum.IsDefined(known))
            {
                return TypedResults.Problem(
                    $"'{request.Standing}' is no standing. Known are active, disabled and left.", statusCode: StatusCodes.Status400BadRequest);
            }

            standing = known;
        }

        var page = await reader.ListAsync(
            new PeopleFilter(request.Text, standing, request.Guests ?? false), request.After, request.Rows ?? DefaultRows, user, cancel);
        return TypedResults.Ok(new Response([.. page.People.Select(PersonResponse.From)], page.Next));
    }

    /// <param name="Text">A part of the name, the display name or the mail address.</param>
    /// <param name="Standing">One of <c>active</c>, <c>disabled</c>, <c>left</c>.</param>
    /// <param name="Guests">True for guests only.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Rows">Most rows, 1 to 200; 50 when it is not said.</param>
    internal sealed record Request(string? Text, string? Standing, bool? Guests, string? After, int? Rows);

    /// <param name="People">The people.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
    internal sealed record Response(IReadOnlyList<PersonResponse> People, string? Next);
}
