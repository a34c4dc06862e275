using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Administration;

/// <summary>What administrators do with tokens. For pages and for the API alike; safe for many threads.</summary>
public sealed class TokenActions(IDbContextFactory<CityDbContext> contexts, TokenStore tokens, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>How long a token lasts when nobody says.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(90);

    /// <summary>Longest time that a token lasts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Makes a token.</summary>
    /// <param name="name">What it is for, 1 to 64 signs.</param>
    /// <param name="grant">Any of <see cref="Roles.All"/>; without an end it lasts <see cref="DefaultLifetime"/>.</param>
    /// <param name="by">The administrator.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<NewToken> CreateAsync(string name, GrantRequest grant, ClaimsPrincipal by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var end = grant.ExpiresAt ?? now + DefaultLifetime;
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var giver = await Giver.FindAsync(city, by, now, cancel);
        if (Judge(name.Trim(), grant, end, giver, now) is { } refused)
        {
            await audit.WriteAsync(new(Giver.NameOf(by), "token.create", name, AuditResult.Refused, RefusalWords.Of(refused)), cancel);
            return new(refused, null, end);
        }

        var text = await tokens.CreateAsync(name.Trim(), grant.Role, grant.Keys, end, giver!.Name, cancel);
        return new(null, text, end);
    }

    /// <summary>Takes a token back; it is refused from the next request on.</summary>
    /// <returns>Why it was not done; null when it was.</returns>
    public async Task<Refusal?> RevokeAsync(ApiTokenId id, ClaimsPrincipal by, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var giver = await Giver.FindAsync(city, by, clock.GetUtcNow(), cancel);
        if (giver is not null && await tokens.RevokeAsync(id, giver.Name, cancel))
        {
            return null;
        }

        var refused = giver is null ? Refusal.NotPermitted : Refusal.NotFound;
        await audit.WriteAsync(new(Giver.NameOf(by), "token.revoke", id.Value.ToString("D"), AuditResult.Refused, RefusalWords.Of(refused)), cancel);
        return refused;
    }

    private static Refusal? Judge(string name, GrantRequest grant, DateTimeOffset end, Giver? giver, DateTimeOffset now)
    {
        if (giver is null)
        {
            return Refusal.NotPermitted;
        }

        if (name.Length is 0 or > ApiToken.MaxNameLength || name.Any(char.IsControl))
        {
            return Refusal.TokenNameInvalid;
        }

        if (grant.Judge(Roles.All, now) is { } wrong)
        {
            return wrong;
        }

        if (end > now + Longest)
        {
            return Refusal.EndIsTooFar;
        }

        return giver.MayGiveUntil(end) ? null : Refusal.BeyondGiver;
    }
}

/// <summary>What came of making a token.</summary>
/// <param name="Refused">Why it was not made; null when it was.</param>
/// <param name="Text">The token. It is nowhere kept and cannot be shown again; null when it was refused.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record NewToken(Refusal? Refused, string? Text, DateTimeOffset ExpiresAt);
