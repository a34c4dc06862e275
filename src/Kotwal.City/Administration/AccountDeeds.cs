using System.Security.Claims;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Administration;

/// <summary>Deeds about one account as it was looked at. Its sessions hear of each. Safe for many threads.</summary>
internal sealed class AccountDeeds(IDbContextFactory<CityDbContext> contexts, AccountSessions sessions, IAuditTrail audit, TimeProvider clock)
{
    private readonly AuditedDeeds deeds = new(contexts, audit, clock);

    /// <summary>Decides about a deed and makes its changes on the context; nothing is saved by it. It is asked twice.</summary>
    public delegate Task<Ruling> Rule(CityDbContext city, Giver giver, Account account, CancellationToken cancel);

    /// <summary>Does the deed.</summary>
    /// <param name="id">Which account.</param>
    /// <param name="action">The deed's name in the audit trail.</param>
    /// <param name="seen">The version that was looked at; null does not ask.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="rule">Judges and changes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Why it was not done; null when it was.</returns>
    public async Task<Refusal?> DoAsync(Guid id, string action, Guid? seen, ClaimsPrincipal by, Rule rule, CancellationToken cancel)
    {
        try
        {
            return await deeds.DoAsync(by, action, id.ToString(), async (city, giver, cancel) =>
            {
                var account = await city.Set<Account>().SingleOrDefaultAsync(a => a.Id == id, cancel);
                if (account is null)
                {
                    return new Ruling(Refusal.NotFound, id.ToString());
                }

                if (seen is not null && seen != account.Version)
                {
                    return new Ruling(Refusal.Conflict, account.UserName!);
                }

                account.Changed(clock.GetUtcNow());
                return await rule(city, giver, account, cancel);
            }, cancel);
        }
        finally
        {
            sessions.Changed(id);
        }
    }
}
