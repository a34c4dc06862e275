using Kotwal.City.Access;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.City.SingleSignOn;

/// <summary>What happens when the provider has answered: a session of ours, or a page that says why not.</summary>
internal sealed partial class ProviderSignIn(ProviderAccounts accounts, SignIn signIn, IOptions<OidcOptions> options, ILogger<ProviderSignIn> log)
{
    internal const string RefusedPath = "/sign-in/provider/refused";
    internal const string FailedPath = "/sign-in/provider/failed";

    private const string IssuerItem = "kotwal.issuer";

    internal static OpenIdConnectEvents Events => new()
    {
        OnTokenValidated = context =>
        {
            context.Properties!.Items[IssuerItem] = context.SecurityToken.Issuer;
            return Task.CompletedTask;
        },
        OnTicketReceived = context => context.HttpContext.RequestServices.GetRequiredService<ProviderSignIn>().EnterAsync(context),
        OnRemoteFailure = context => context.HttpContext.RequestServices.GetRequiredService<ProviderSignIn>().FailAsync(context),
    };

    private async Task EnterAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var cancel = context.HttpContext.RequestAborted;
        var issuer = context.Properties?.Items.TryGetValue(IssuerItem, out var known) == true ? known : null;
        var person = Vouched.Read(context.Principal!, issuer, options.Value);
        if (person is null || await accounts.FindOrMakeAsync(person, cancel) is not { } account)
        {
            await signIn.RefuseAsync(context.HttpContext, person is null ? "provider" : $"{person.Name} ({person.Subject})", SignInOutcome.Refused, cancel);
            context.Response.Redirect(RefusedPath);
            return;
        }

        await signIn.StartAsync(context.HttpContext, account, SignInMethod.Provider, cancel);
        context.Response.Redirect(context.ReturnUri is ['/', ..] local ? local : "/");
    }

    private async Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        BadAnswer(context.Failure?.GetBaseException().Message ?? "unknown");
        await signIn.RefuseAsync(context.HttpContext, "provider", SignInOutcome.Refused, context.HttpContext.RequestAborted);
        context.Response.Redirect(FailedPath);
    }

    [LoggerMessage(4131, LogLevel.Warning, "The sign-on provider's answer was not accepted: {Why}")]
    private partial void BadAnswer(string why);
}
