using System.Threading.RateLimiting;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Kotwal.City.Sessions;
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

    // PBKDF2 with HMAC-SHA-512, for which OWASP asks 210,000. The city's desks have few people, who sign in once a day, and an
    // address has 20 wrong tries a minute, so thrice that is dear to thieves of hashes and to nobody else.
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
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<AccountSessions>();
        services.AddSingleton<NobodysPassword>();
        services.AddScoped<Lockout>();
        services.AddScoped<PasswordCheck>();
        services.AddSingleton<SecondFactors>();
        services.AddScoped<PendingSignIn>();
        services.AddScoped<SignIn>();
        services.AddScoped<WelcomeLink>();
        services.AddScoped<OwnAccount>();
        services.AddSingleton<PasskeyTickets>();
        services.AddScoped(made => new Passkeys(
            made.GetRequiredService<IPasskeyHandler<Account>>(), made.GetRequiredService<UserManager<Account>>(), made.GetRequiredService<SignIn>(),
            made.GetRequiredService<PasskeyTickets>(), made.GetRequiredService<IAuditTrail>()));
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<CityOptions>>((passkeys, city) =>
        {
            // A passkey stands for password and second factor, so it must know its owner, and the name need not be typed.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.ServerDomain = city.Value.PasskeyDomain;
            passkeys.ValidateOrigin = origin => ValueTask.FromResult(
                !origin.CrossOrigin && origin.Origin == $"{origin.HttpContext.Request.Scheme}://{origin.HttpContext.Request.Host}");
        });
    }

    private static void AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>()
            .AddEntityFrameworkStores<CityDbContext>()
            .AddPasswordValidator<PasswordNames>()
            .AddSignInManager();
        services.AddSingleton<IPasswordValidator<Account>, CommonPasswords>();
        services.AddSingleton<IValidateOptions<CityOptions>, PeopleOptionsCheck>();
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
        services.AddSingleton<AttemptTally>();
        services.AddOptions<RateLimiterOptions>().Configure<AttemptTally>((limits, tally) =>
            limits.AddPolicy(RateLimits.SignIn, context => RateLimitPartition.Get(
                AttemptTally.KeyOf(context.Connection.RemoteIpAddress), address => new AttemptLimiter(tally, address))));
    }
}
