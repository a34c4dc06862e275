using System.Threading.RateLimiting;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Access;

/// <summary>Wires who may come in.</summary>
internal static class AccessRegistration
{
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

    private static void AddSignInLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(o => o.RejectionStatusCode = StatusCodes.Status429TooManyRequests);
        services.AddSingleton<AttemptTally>();
        services.AddOptions<RateLimiterOptions>().Configure<AttemptTally>((limits, tally) =>
            limits.AddPolicy(RateLimits.SignIn, context => RateLimitPartition.Get(
                AttemptTally.KeyOf(context.Connection.RemoteIpAddress), address => new AttemptLimiter(tally, address))));
    }
}
