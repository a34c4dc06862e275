using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Administration;

/// <summary>Makes accounts for people and guests, and the one-time links with which they set their passwords. One per request or page.</summary>
public sealed class Invitations(IDbContextFactory<CityDbContext> contexts, IAuditTrail audit, AccountNames names, TimeProvider clock)
{
    private readonly AuditedDeeds deeds = new(contexts, audit, clock);

    /// <summary>Makes an account with its grants and a link.</summary>
    /// <param name="person">Who it is for.</param>
    /// <param name="by">The administrator.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Invitation> CreateAsync(PersonRequest person, ClaimsPrincipal by, CancellationToken cancel) =>
        InviteAsync(person, null, by, cancel);

    /// <summary>Makes an account for one incident or one audit, which ends by itself, and a link.</summary>
    public Task<Invitation> CreateAsync(GuestRequest guest, ClaimsPrincipal by, CancellationToken cancel) =>
        InviteAsync(guest.AsPerson(), guest, by, cancel);

    /// <summary>Makes a new link for an account; the one before ends. The password there is stays until the link is used.</summary>
    public async Task<Invitation> RenewAsync(Guid id, ClaimsPrincipal by, CancellationToken cancel)
    {
        var token = LinkToken.New();
        var now = clock.GetUtcNow();
        var refused = await deeds.DoAsync(by, "account.link", id.ToString(), async (city, giver, cancel) =>
        {
            var account = await city.Set<Account>().SingleOrDefaultAsync(a => a.Id == id, cancel);
            if (account is not { DisabledAt: null })
            {
                var why = account switch { null => Refusal.NotFound, { LeftAt: not null } => Refusal.HasLeft, _ => Refusal.IsDisabled };
                return new Ruling(why, account?.UserName ?? id.ToString());
            }

            var grants = await city.Set<RoleGrant>().AsNoTracking().Where(g => g.AccountId == id).ToListAsync(cancel);
            if (!giver.MayOpen(grants, now))
            {
                return new Ruling(Refusal.BeyondGiver, account.UserName!);
            }

            var link = await city.Set<OneTimeLink>().SingleOrDefaultAsync(l => l.AccountId == id, cancel);
            link?.Replace(token, now);
            if (link is null)
            {
                city.Add(OneTimeLink.For(id, token, now));
            }

            var roles = RoleGrant.RolesOf(grants.Where(grant => grant.IsValid(now)));
            return Ruling.May(account.UserName!, $"{roles}; {(link is null ? "no link → a one-time link" : "a one-time link → another one")}");
        }, cancel);
        return Invitation.Of(refused, id, token, now);
    }

    private async Task<Invitation> InviteAsync(PersonRequest person, GuestRequest? guest, ClaimsPrincipal by, CancellationToken cancel)
    {
        person = person with { Name = person.Name.Trim() };
        var token = LinkToken.New();
        var now = clock.GetUtcNow();
        var account = names.Invite(person, guest is not null, now);
        var refused = await deeds.DoAsync(by, guest is null ? "account.create" : "guest.create", person.Name, async (city, giver, cancel) =>
        {
            if (guest?.Judge(now) is { } notForGuests)
            {
                return new Ruling(notForGuests, person.Name);
            }

            if ((await names.JudgeAsync(city, person.Name, cancel) ?? person.Judge(now)) is { } wrong)
            {
                return new Ruling(wrong, person.Name);
            }

            if (!person.Grants.All(grant => giver.MayGiveUntil(grant.ExpiresAt)))
            {
                return new Ruling(Refusal.BeyondGiver, person.Name);
            }

            var grants = person.Grants
                .Select(grant => new RoleGrant(account.Id, grant.Role, grant.Keys, grant.ExpiresAt, giver.Name, now)).ToList();
            city.Add(account);
            city.AddRange(grants);
            city.Add(OneTimeLink.For(account.Id, token, now));
            return Ruling.May(person.Name, string.Join("; ", grants.Select(grant => grant.ToString()).Prepend(RoleGrant.RolesOf(grants))));
        }, cancel);
        return Invitation.Of(refused, account.Id, token, now);
    }
}
