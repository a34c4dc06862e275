using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace Kotwal.Console.Entry;

/// <summary>The person's language, kept in the cookie that ASP.NET Core reads.</summary>
internal static class Language
{
    /// <summary>Keeps the language of this request for later ones, when the address chose it.</summary>
    internal static void Remember(HttpContext context)
    {
        if (context.Request.Query.ContainsKey("culture"))
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.CurrentUICulture)),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps });
        }
    }
}
