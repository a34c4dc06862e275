using System.Threading.RateLimiting;
using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Access;

/// <summary>Wires who may come in.</summary>
internal static class AccessRegistration
{
    private const string CookieOrToken = "CookieOrToken";

    private static readonly string[] ForPrograms = ["/api", "/metrics", "/openapi"];

    // PBKDF2 with HMAC-SHA-512; OWASP asks for 210,000 with it and for 600,000 with SHA-256.
    private const int PasswordIterations = 600_000;

    internal static void AddAccess(this IServiceCollection services)
    {
        services.AddPeople();
        services.AddSessions();
        services.AddKeys();
        services.AddSignInLimit();
        services.AddOptions<RequestRateOptions>().BindConfiguration("Server:Rates").ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthorization(Policies.Add);
        services.AddAntiforgery(o =>
        {
            o.HeaderName = CookieWrites.Header;
            o.Cookie.Name = "kotwal-csrf";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<TokenStore>();
        services.AddSingleton<SetupLink>();
        services.AddScoped<SignIn>();
    }

    private static void AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>()
            .AddEntityFrameworkStores<CityDbContext>()
            .AddPasswordValidator<PasswordNames>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddSignInManager();
        services.AddScoped<Accounts>();
        services.AddHttpContextAccessor();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = PasswordIterations);
        services.AddOptions<IdentityOptions>().Configure<IOptions<CityOptions>>((identity, city) =>
        {
            identity.Password = new PasswordOptions
            {
                RequiredLength = 12,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
                RequiredUniqueChars = 1,
            };
            identity.Lockout.MaxFailedAccessAttempts = city.Value.FailuresBeforeLockout;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(city.Value.LockoutMinutes);
        });
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, o => o.ForwardDefaultSelector = context =>
                BearerTokens.IsOfferedBy(context.Request) ? BearerTokens.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerTokens>(BearerTokens.Name, null)
            .AddIdentityCookies();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<CityOptions>>((cookie, city) =>
        {
            cookie.Cookie.Name = "kotwal-session";
            cookie.CookieManager = new HostCookies();
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.Path = "/";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(city.Value.SessionHours);
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/no-access";
            cookie.ReturnUrlParameter = "next";
            cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        });
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
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
    private static void AddKeys(this IServiceCollection services)
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

    private static void AddSignInLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(o => o.RejectionStatusCode = StatusCodes.Status429TooManyRequests);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<CityOptions>>((limits, city) =>
            limits.AddPolicy(RateLimits.SignIn, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = city.Value.SignInAttemptsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                })));
    }
}
