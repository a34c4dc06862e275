using System.Security.Claims;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Administration;

/// <summary>Gives roles and takes them. For pages and for the API alike; one per request or page.</summary>
/// <remarks>A change holds for the account's sessions at their next request, for pages that stay open within seconds.</remarks>
public sealed class GrantActions(IDbContextFactory<CityDbContext> contexts, AccountSessions sessions, IAuditTrail audit, TimeProvider clock)
{
    private readonly AccountDeeds deeds = new(contexts, sessions, audit, clock);

    /// <summary>Gives the role, or gives it another reach and end: an account has each role once.</summary>
    /// <param name="id">Which account.</param>
    /// <param name="request">The grant as it is to be.</param>
    /// <param name="seen">The version of the account that was looked at; null does not ask.</param>
    /// <param name="by">The administrator.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Why it was not done; null when it was.</returns>
    public Task<Refusal?> PutAsync(Guid id, GrantRequest request, Guid? seen, ClaimsPrincipal by, CancellationToken cancel) =>
        deeds.DoAsync(id, "grant.put", seen, by, async (city, giver, account, cancel) =>
        {
            var grant = await FindAsync(city, id, request.Role, cancel);
            var now = clock.GetUtcNow();
            var (was, before) = grant is null ? ("nothing", "nothing") : (grant.Role, grant.ToString());
            var refused = Judge(account, request, giver, now)
                ?? (IsWholeAndEndless(request) || !await LastAdministrator.IsAsync(city, id, cancel) || request.Role != Roles.Admin
                    ? null
                    : Refusal.LastAdministrator);
            if (refused is not null)
            {
                return new Ruling(refused, account.UserName!);
            }

            if (grant is null)
            {
                grant = new RoleGrant(id, request.Role, request.Keys, request.ExpiresAt, giver.Name, now);
                city.Add(grant);
            }
            else
            {
                grant.Change(request.Keys, request.ExpiresAt, giver.Name, now);
            }

            return Ruling.May(account.UserName!, $"{was} → {request.Role}; {before} → {grant}");
        }, cancel);

    /// <summary>Takes the role away.</summary>
    public Task<Refusal?> RemoveAsync(Guid id, string role, Guid? seen, ClaimsPrincipal by, CancellationToken cancel) =>
        deeds.DoAsync(id, "grant.remove", seen, by, async (city, _, account, cancel) =>
        {
            if (await FindAsync(city, id, role, cancel) is not { } grant)
            {
                return new Ruling(Refusal.NotFound, account.UserName!);
            }

            if (role == Roles.Admin && await LastAdministrator.IsAsync(city, id, cancel))
            {
                return new Ruling(Refusal.LastAdministrator, account.UserName!);
            }

            city.Remove(grant);
            return Ruling.May(account.UserName!, $"{role} → nothing; {grant} → nothing");
        }, cancel);

    private static bool IsWholeAndEndless(GrantRequest request) => request.Scope.Count == 0 && request.ExpiresAt is null;

    private static Refusal? Judge(Account account, GrantRequest request, Giver giver, DateTimeOffset now)
    {
        if (account.LeftAt is not null)
        {
            return Refusal.HasLeft;
        }

        if (request.Judge(Roles.ForPeople, now) is { } wrong)
        {
            return wrong;
        }

        if (account.IsGuest && GuestRequest.Judge(request, now) is { } notForGuests)
        {
            return notForGuests;
        }

        return giver.MayGiveUntil(request.ExpiresAt) ? null : Refusal.BeyondGiver;
    }

    private static Task<RoleGrant?> FindAsync(CityDbContext city, Guid id, string role, CancellationToken cancel) =>
        city.Set<RoleGrant>().SingleOrDefaultAsync(g => g.AccountId == id && g.Role == role, cancel);
}
