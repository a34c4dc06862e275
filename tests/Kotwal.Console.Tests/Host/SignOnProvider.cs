using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Kotwal.Console.Tests.Host;

/// <summary>A real OpenID Connect provider (OpenIddict) on a free port, at which one person is signed in.</summary>
internal sealed class SignOnProvider : IAsyncDisposable
{
    public const string ClientId = "kotwal";
    public const string ClientSecret = "a secret of the provider";

    private readonly WebApplication app;

    private SignOnProvider(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single() + "/";

    public string Subject { get; set; } = "person-1";

    public string Name { get; set; } = "meera";

    public string[] Groups { get; set; } = ["soc"];

    /// <summary>The settings of a console that trusts this provider.</summary>
    public (string, string)[] Settings =>
    [
        ("City:Oidc:Authority", Address), ("City:Oidc:ClientId", ClientId), ("City:Oidc:ClientSecret", ClientSecret),
        ("City:Oidc:RoleClaim", "groups"), ("City:Oidc:Roles:soc", "analyst"), ("City:Oidc:Roles:it", "admin"), ("City:Oidc:DisplayName", "City ID"),
    ];

    public static async Task<SignOnProvider> StartAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var name = Guid.CreateVersion7().ToString();
        builder.Services.AddDbContext<DbContext>(o => o.UseInMemoryDatabase(name).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes(Scopes.Profile);
                server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
                server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
            });
        var app = builder.Build();
        var provider = new SignOnProvider(app);
        app.UseAuthentication();
        app.MapGet("/connect/authorize", provider.Authorize);
        await app.StartAsync();
        return provider;
    }

    /// <summary>Tells the provider where the console is.</summary>
    public async Task RegisterAsync(ConsoleHost console)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId,
            ClientSecret = ClientSecret,
            RedirectUris = { new Uri(console.Address + "/sign-in/provider/answer") },
            Permissions = { Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile },
        });
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IResult Authorize(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Subject).SetClaim(Claims.PreferredUsername, Name).SetClaims("groups", [.. Groups]);
        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
