using System.Security.Claims;
using Kotwal.City.Data;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Access;

/// <summary>Somebody whose password was right and who is not in yet: a cookie of its own, good for a few minutes and for nothing else.</summary>
public sealed class PendingSignIn(
    UserManager<Account> users, SecondFactors factors, CityDbContext city, IOptions<CityOptions> options, TimeProvider clock)
{
    internal static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    private const string Scheme = "Identity.TwoFactorUserId";
    private const string StampType = "kotwal:stamp";

    /// <summary>Whose sign-in of this browser is half-way; null when there is none, or it took too long.</summary>
    public async Task<Account?> FindAsync(HttpContext context)
    {
        var ticket = await context.AuthenticateAsync(Scheme);
        var account = ticket.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? await users.FindByIdAsync(id) : null;
        return account is { DisabledAt: null } && account.SecurityStamp == ticket.Principal?.FindFirstValue(StampType) ? account : null;
    }

    /// <summary>What is still missing: a code, a factor to be set up, or nothing.</summary>
    internal async Task<SignInOutcome> MissingAsync(Account account, CancellationToken cancel)
    {
        if ((await factors.StateAsync(account.Id, cancel)).Since is not null)
        {
            return SignInOutcome.NeedsCode;
        }

        var now = clock.GetUtcNow();
        var roles = await city.Set<RoleGrant>().Where(g => g.AccountId == account.Id && (g.ExpiresAt == null || g.ExpiresAt > now))
            .Select(g => g.Role).ToListAsync(cancel);
        return roles.Any(options.Value.SecondFactorRoles.Contains) ? SignInOutcome.NeedsFactor : SignInOutcome.Entered;
    }

    internal static Task BeginAsync(HttpContext context, Account account) => context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, account.Id.ToString("D")), new(StampType, account.SecurityStamp ?? "")], Scheme)));

    internal static Task EndAsync(HttpContext context) => context.SignOutAsync(Scheme);
}
