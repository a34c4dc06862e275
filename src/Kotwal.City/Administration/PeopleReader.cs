using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Administration;

/// <summary>Answers who there is. What it tells is personal, so each question is in the audit trail. One per request or page.</summary>
public sealed class PeopleReader(
    IDbContextFactory<CityDbContext> contexts, ILookupNormalizer normalizer, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Most rows of one page.</summary>
    public const int MaxRows = 200;

    /// <summary>A page of the list, by name.</summary>
    /// <param name="filter">Which people.</param>
    /// <param name="after">The name at which the page before ended; null for the first page.</param>
    /// <param name="rows">Most rows, 1 to <see cref="MaxRows"/>; other numbers are brought into this range.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<PeoplePage> ListAsync(PeopleFilter filter, string? after, int rows, ClaimsPrincipal by, CancellationToken cancel)
    {
        var take = Math.Clamp(rows, 1, MaxRows);
        await audit.WriteAsync(new(Giver.NameOf(by), "people.read", "list of people", AuditResult.Done, filter.InWords()), cancel);
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var accounts = filter.Narrow(city.Set<Account>().AsNoTracking(), normalizer);
        if (after is not null)
        {
            var last = normalizer.NormalizeName(after);
            accounts = accounts.Where(a => a.NormalizedUserName!.CompareTo(last) > 0);
        }

        var found = await accounts.OrderBy(a => a.NormalizedUserName).Take(take + 1).ToListAsync(cancel);
        var shown = found.Take(take).ToList();
        var ids = shown.Select(a => a.Id).ToList();
        var grants = (await city.Set<RoleGrant>().AsNoTracking().Where(g => ids.Contains(g.AccountId)).ToListAsync(cancel)).ToLookup(g => g.AccountId);
        return new([.. shown.Select(a => RowOf(a, grants[a.Id]))], found.Count > take ? shown[^1].UserName : null);
    }

    /// <summary>One person, or null.</summary>
    public async Task<PersonView?> FindAsync(Guid id, ClaimsPrincipal by, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var account = await city.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel);
        if (account is null)
        {
            return null;
        }

        await audit.WriteAsync(new(Giver.NameOf(by), "account.read", account.UserName!, AuditResult.Done), cancel);
        var grants = await city.Set<RoleGrant>().AsNoTracking().Where(g => g.AccountId == id).ToListAsync(cancel);
        var link = await city.Set<OneTimeLink>().AsNoTracking().SingleOrDefaultAsync(l => l.AccountId == id, cancel);
        return new(
            RowOf(account, grants), account.Version, account.PasswordHash is not null,
            link?.ExpiresAt > clock.GetUtcNow() ? link.ExpiresAt : null, await LastAdministrator.IsAsync(city, id, cancel),
            await city.Set<SecondFactor>().AnyAsync(f => f.AccountId == id, cancel));
    }

    private static PersonRow RowOf(Account account, IEnumerable<RoleGrant> grants) => new(
        account.Id, account.UserName!, account.DisplayName, account.Email, account.IsGuest, account.CreatedAt, account.DisabledAt,
        account.LeftAt, [.. grants.OrderBy(grant => grant.Role, StringComparer.Ordinal)]);
}
