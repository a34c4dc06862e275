using System.Security.Claims;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Kotwal.Console.Shell;

/// <summary>
/// Looks every few seconds whether the session behind an open page still lives, and what its person may do now. An ended session
/// leaves a page for nobody; changed grants make every open page anew. A look costs no query while the session's state is known.
/// </summary>
internal sealed class AccountRevalidation(ILoggerFactory log, LiveSessions sessions) : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(5);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(authenticationState.User, cancellationToken) is not { } person)
        {
            return false;
        }

        if (!SessionPrincipal.Same(person, authenticationState.User))
        {
            // Starts the watch over the new state, and ends this one.
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(person))));
        }

        return true;
    }
}
