using Kotwal.City.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Console.Entry;

/// <summary>Ends the session of this browser.</summary>
internal static class SignOutEndpoint
{
    internal static void Map(IEndpointRouteBuilder pages) =>
        pages.MapPost("/sign-out", HandleAsync).WithName("SignOut").RequireAuthorization().WithMetadata(PlainPage.Mark);

    // No form value is bound, so the proof that our own page asks is looked at here.
    private static async Task<Results<RedirectHttpResult, BadRequest>> HandleAsync(
        HttpContext context, SignIn signIn, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }

        await signIn.LeaveAsync(context, cancel);
        return TypedResults.LocalRedirect("/sign-in");
    }
}
