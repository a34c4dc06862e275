using Kotwal.City.Outbound;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Kotwal.City.SingleSignOn;

/// <summary>Wires the city's sign-on provider, when the settings name one.</summary>
public static class SingleSignOnRegistration
{
    /// <summary>Name of the scheme to challenge with.</summary>
    public const string Scheme = "Provider";

    internal static void AddSingleSignOn(this IServiceCollection services)
    {
        services.AddOptions<OidcOptions>().BindConfiguration("City:Oidc").ValidateOnStart();
        services.AddSingleton<IValidateOptions<OidcOptions>, OidcOptionsRules>();
        services.AddScoped<ProviderAccounts>();
        services.AddScoped<ProviderSignIn>();

        // What AddOpenIdConnect does, but for the scheme, which must not exist as long as there is no provider.
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        services.AddTransient<OpenIdConnectHandler>();
        services.AddOptions<AuthenticationOptions>().Configure<IOptions<OidcOptions>>((authentication, oidc) =>
        {
            if (oidc.Value.IsOn)
            {
                authentication.AddScheme(Scheme, scheme => scheme.HandlerType = typeof(OpenIdConnectHandler));
            }
        });
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<OidcOptions>, TimeProvider>(Configure);
    }

    private static void Configure(OpenIdConnectOptions protocol, IOptions<OidcOptions> settings, TimeProvider clock)
    {
        var oidc = settings.Value;
        protocol.TimeProvider = clock;
        protocol.Authority = oidc.Authority?.ToString().TrimEnd('/');
        protocol.RequireHttpsMetadata = oidc.Authority is { IsLoopback: false };
        protocol.ClientId = oidc.ClientId;
        protocol.ClientSecret = oidc.ClientSecret?.Reveal();
        protocol.SignInScheme = IdentityConstants.ApplicationScheme;
        protocol.ResponseType = OpenIdConnectResponseType.Code;
        protocol.ResponseMode = OpenIdConnectResponseMode.Query;
        protocol.UsePkce = true;
        protocol.SaveTokens = false;
        protocol.MapInboundClaims = false;
        protocol.GetClaimsFromUserInfoEndpoint = false;
        protocol.CallbackPath = "/sign-in/provider/answer";

        // Nothing here asks the provider to sign people out, nor lets it: both doors stay shut.
        protocol.RemoteSignOutPath = default;
        protocol.SignedOutCallbackPath = default;
        protocol.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        protocol.BackchannelHttpHandler = oidc.Authority is { } named ? GuardedHandler.Create(named) : null;
        protocol.BackchannelTimeout = TimeSpan.FromSeconds(15);
        protocol.Events = ProviderSignIn.Events;
        protocol.Scope.Clear();
        foreach (var scope in (IEnumerable<string>)["openid", .. oidc.Scopes.Count > 0 ? oidc.Scopes : ["profile"]])
        {
            protocol.Scope.Add(scope);
        }

        foreach (var cookie in new[] { protocol.NonceCookie, protocol.CorrelationCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
    }
}
