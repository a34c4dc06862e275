using Kotwal.City.Access;
using Kotwal.Console.Entry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Kotwal.Console.Me;

/// <summary>Changing one's password.</summary>
internal static class PasswordEndpoints
{
    internal static void Map(IEndpointRouteBuilder mine)
    {
        mine.MapGet("/password", Show).WithName("PasswordPage");
        mine.MapPost("/password", ChangeAsync).WithName("ChangePassword").RequireRateLimiting(RateLimits.SignIn);
    }

    private static RazorComponentResult<PasswordPage> Show(HttpContext context)
    {
        Language.Remember(context);
        return Page([]);
    }

    private static async Task<IResult> ChangeAsync(
        [FromForm] PasswordForm? form, HttpContext context, OwnAccount own, AttemptTally attempts, IStringLocalizer text, CancellationToken cancel)
    {
        if (await own.FindAsync(context) is not { } account)
        {
            return AccountEndpoints.NoPerson();
        }

        // A post without any of the fields binds to nothing.
        form ??= new(null, null, null);
        if (form.Password != form.Again)
        {
            attempts.GiveBack(context);
            return Page([text["entry.setup.different"]]);
        }

        var errors = await own.ChangePasswordAsync(context, account, form.Old ?? "", form.Password ?? "", cancel);
        return errors.Count == 0 ? AccountEndpoints.Done("password") : Page([.. errors.Select(error => ErrorWords.Of(text, error))]);
    }

    private static RazorComponentResult<PasswordPage> Page(IReadOnlyList<string> errors) => new(new { Errors = errors });

    internal sealed record PasswordForm(string? Old, string? Password, string? Again);
}
