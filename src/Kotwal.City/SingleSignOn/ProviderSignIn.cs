using Kotwal.City.Access;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.City.SingleSignOn;

/// <summary>What happens when the provider has answered: a session of ours, or a page that says why not.</summary>
internal sealed partial class ProviderSignIn(ProviderAccounts accounts, SignIn signIn, AttemptTally attempts, IOptions<OidcOptions> options, ILogger<ProviderSignIn> log)
{
    internal const string RefusedPath = "/sign-in/provider/refused";
    internal const string FailedPath = "/sign-in/provider/failed";

    private const int MaxReason = 300;
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
        if (IsTooOften(context.HttpContext))
        {
            return;
        }

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
        if (IsTooOften(context.HttpContext))
        {
            return;
        }

        BadAnswer(Printable(context.Failure?.GetBaseException().Message ?? "unknown"));
        await signIn.RefuseAsync(context.HttpContext, "provider", SignInOutcome.Refused, context.HttpContext.RequestAborted);
        context.Response.Redirect(FailedPath);
    }

    // Anybody may come here with an answer to nothing, and each refusal is an entry that is kept for ever.
    private bool IsTooOften(HttpContext context)
    {
        if (attempts.TryTake(context))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return true;
    }

    // The provider's words, or those of whoever pretends to be it.
    internal static string Printable(string text) => new([.. text.Where(sign => sign is >= ' ' and <= '~').Take(MaxReason)]);

    [LoggerMessage(4131, LogLevel.Warning, "The sign-on provider's answer was not accepted: {Why}")]
    private partial void BadAnswer(string why);
}
