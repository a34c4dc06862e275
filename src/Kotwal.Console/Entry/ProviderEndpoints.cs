using Kotwal.City.Access;
using Kotwal.City.SingleSignOn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Kotwal.Console.Entry;

/// <summary>The way to the city's sign-on provider, and the pages for those who come back without a role or a good answer.</summary>
internal static class ProviderEndpoints
{
    internal const string Path = "/sign-in/provider";

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, GoAsync).WithName("AskProvider").AllowAnonymous().WithMetadata(PlainPage.Mark);
        pages.MapGet(Path + "/refused", () => Page("entry.provider.refused", StatusCodes.Status403Forbidden)).WithName("ProviderRefusedPage")
            .AllowAnonymous().WithMetadata(PlainPage.Mark);
        pages.MapGet(Path + "/failed", () => Page("entry.provider.failed", StatusCodes.Status502BadGateway)).WithName("ProviderFailedPage")
            .AllowAnonymous().WithMetadata(PlainPage.Mark);
    }

    private static async Task<IResult> GoAsync(string? next, HttpContext context, IOptions<OidcOptions> provider)
    {
        if (!provider.Value.IsOn)
        {
            return TypedResults.LocalRedirect("/sign-in" + context.Request.QueryString);
        }

        try
        {
            Language.Remember(context);
            await context.ChallengeAsync(SingleSignOnRegistration.Scheme, new AuthenticationProperties { RedirectUri = LocalPath.OrHome(next) });
            return TypedResults.Empty;
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or HttpRequestException)
        {
            // The provider's description of itself could not be read; the library has logged why.
            return Page("entry.provider.failed", StatusCodes.Status502BadGateway);
        }
    }

    private static RazorComponentResult<BadNewsPage> Page(string key, int status) =>
        new(new { TitleKey = key + ".title", TextKey = key + ".text" }) { StatusCode = status };
}
