using System.Collections.Concurrent;
using System.Security.Claims;
using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Sessions;

/// <summary>
/// Who is behind a session, and what he may do at this moment. What was read is believed for a quarter of a minute, so a request
/// costs no query; a change made by this process is seen at once, one by another process within that time. Safe for many threads.
/// </summary>
public sealed class LiveSessions(IDbContextFactory<CityDbContext> contexts, IOptions<CityOptions> options, TimeProvider clock)
{
    private const int MaxKept = 20_000;
    private static readonly TimeSpan BelievedFor = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<AccountSessionId, Known> known = new();

    // Counts changes, so that an answer read before a change is not kept after it.
    private long changes;

    /// <summary>The person behind the session that somebody came with, with the grants of now.</summary>
    /// <returns>Null when the session has ended, or its account may not be used.</returns>
    public async ValueTask<ClaimsPrincipal?> FindAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        if (SessionPrincipal.SessionOf(user) is not { } id)
        {
            return null;
        }

        if (known.TryGetValue(id, out var found) && clock.GetUtcNow() - found.ReadAt < BelievedFor)
        {
            return found.Person;
        }

        var before = Interlocked.Read(ref changes);
        var read = await ReadAsync(id, cancel);
        Keep(id, read, before);
        return read.Person;
    }

    /// <summary>Reads the account's sessions again when they are next asked for.</summary>
    internal void Forget(Guid accountId)
    {
        Interlocked.Increment(ref changes);
        foreach (var (id, _) in known.Where(entry => entry.Value.AccountId == accountId))
        {
            known.TryRemove(id, out _);
        }
    }

    private void Keep(AccountSessionId id, Known read, long before)
    {
        if (known.Count >= MaxKept)
        {
            known.Clear();
        }

        known[id] = read;
        if (Interlocked.Read(ref changes) != before)
        {
            known.TryRemove(id, out _);
        }
    }

    private async Task<Known> ReadAsync(AccountSessionId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var session = await city.Set<AccountSession>().SingleOrDefaultAsync(s => s.Id == id, cancel);
        var account = session is null ? null : await city.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == session.AccountId, cancel);
        if (session is null || account is null || account.DisabledAt is not null
            || account.SecurityStamp != session.Stamp || !session.IsLive(now, options.Value))
        {
            return new Known(session?.AccountId ?? Guid.Empty, now, null);
        }

        var grants = await city.Set<RoleGrant>().AsNoTracking()
            .Where(g => g.AccountId == account.Id && (g.ExpiresAt == null || g.ExpiresAt > now)).ToListAsync(cancel);
        if (session.Method == SignInMethod.Password && grants.Any(g => options.Value.SecondFactorRoles.Contains(g.Role)))
        {
            return new Known(account.Id, now, null);
        }

        if (now - session.LastSeenAt >= UseIsNotedEvery)
        {
            session.Seen(now);
            await NoteUseAsync(city, cancel);
        }

        return new Known(account.Id, now, SessionPrincipal.ForRequest(session, account.UserName ?? "", grants));
    }

    private static async Task NoteUseAsync(CityDbContext city, CancellationToken cancel)
    {
        try
        {
            await city.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // A full disk or a busy database: a good session stays good, and its use is noted another time. EF has logged why.
        }
    }

    private sealed record Known(Guid AccountId, DateTimeOffset ReadAt, ClaimsPrincipal? Person);
}
