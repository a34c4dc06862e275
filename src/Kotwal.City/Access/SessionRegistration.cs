using Kotwal.City.Data;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Access;

/// <summary>Wires how a browser or a program shows who it is, and the keys behind it.</summary>
internal static class SessionRegistration
{
    private const string CookieOrToken = "CookieOrToken";

    private static readonly string[] ForPrograms = ["/api", "/metrics", "/openapi"];

    internal static void AddSessions(this IServiceCollection services)
    {
        services.AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, o => o.ForwardDefaultSelector = context =>
                BearerTokens.IsOfferedBy(context.Request) || TokenDoor.Of(context) is not null ? BearerTokens.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerTokens>(BearerTokens.Name, null)
            .AddIdentityCookies();
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie =>
        {
            cookie.Cookie.Name = "kotwal-half-way";
            cookie.CookieManager = new HostCookies();
            cookie.Cookie.Path = "/";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = PendingSignIn.Lasts;
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<CityOptions>>((cookie, city) =>
        {
            cookie.Cookie.Name = "kotwal-session";
            cookie.CookieManager = new HostCookies();
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.Path = "/";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = city.Value.SessionIdle;
            cookie.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/no-access";
            cookie.ReturnUrlParameter = "next";

            // Where to go after a sign-in is the page's to say, which looks at where it leads.
            cookie.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
            cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        });
    }

    /// <summary>A program gets a status, a person a page.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (ForPrograms.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.StatusCode = status;
            if (status == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers.WWWAuthenticate = BearerTokens.Name;
            }
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    /// <summary>Keys live beside the database, so that sessions outlive a restart.</summary>
    internal static void AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("kotwal");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<CityOptions>>((keys, city) =>
        {
            PrivateFolder.Create(city.Value.Folder);
            PrivateFolder.Create(city.Value.KeyFolder);
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(city.Value.KeyFolder), NullLoggerFactory.Instance);
        });

        // This category writes whole request lines, and the one-time setup link is one.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));

        // It warns at each new key that the file is not encrypted. The folder is private, and nobody could act on the line.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }
}
