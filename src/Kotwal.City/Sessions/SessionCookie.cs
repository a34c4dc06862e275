using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Sessions;

/// <summary>The cookie names a session; who is behind it is asked at each request.</summary>
internal static class SessionCookie
{
    /// <summary>Puts the person of now in the cookie's place, or takes the cookie back.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var live = context.HttpContext.RequestServices.GetRequiredService<LiveSessions>();
        var person = context.Principal is null ? null : await live.FindAsync(context.Principal, context.HttpContext.RequestAborted);
        if (person is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        // The cookie is renewed as it came: what a person may do is never written into it.
        context.ReplacePrincipal(person);
    }

    internal static Task WriteAsync(HttpContext context, AccountSession session) =>
        context.SignInAsync(IdentityConstants.ApplicationScheme, SessionPrincipal.ForCookie(session));
}
