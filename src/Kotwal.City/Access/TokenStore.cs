using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Access;

/// <summary>Makes, checks and takes back API tokens. Works on the database file, whether the server runs or not.</summary>
public sealed class TokenStore(IDbContextFactory<CityDbContext> contexts, IAuditTrail audit, TimeProvider clock)
{
    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token.</summary>
    /// <param name="name">What it is for, 1 to 64 signs; need not be unique.</param>
    /// <param name="role">One of <see cref="Roles.All"/>.</param>
    /// <param name="scope">The parts of the city it reaches; empty for all of it.</param>
    /// <param name="expiresAt">When it ends; null for never.</param>
    /// <param name="by">Who makes it, for the audit trail.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The token. It is nowhere kept and cannot be shown again.</returns>
    /// <exception cref="ArgumentException">The name, the role or the scope is none; the message says why.</exception>
    public async Task<string> CreateAsync(
        string name, string role, IReadOnlyCollection<ScopeKey> scope, DateTimeOffset? expiresAt, string by, CancellationToken cancel)
    {
        if (name.Length is 0 or > ApiToken.MaxNameLength)
        {
            throw new ArgumentException($"The name of a token has 1 to {ApiToken.MaxNameLength} signs.");
        }

        if (!Roles.All.Contains(role))
        {
            throw new ArgumentException($"There is no role '{role}'. Choose one of {string.Join(", ", Roles.All)}.");
        }

        if (!ScopeConversion.Fits(scope))
        {
            throw new ArgumentException("These are too many parts for one token.");
        }

        var text = TokenText.Create();
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var token = new ApiToken(name, role, scope, TokenText.Hash(text), expiresAt, by, clock);
        city.Add(token);
        await audit.DoAsync(
            new(by, "token.create", name, AuditResult.Done, WordsOf(token)), () => city.SaveChangesAsync(CancellationToken.None), cancel);
        return text;
    }

    /// <summary>Finds the valid token that the text is, and notes that it was used.</summary>
    /// <returns>Null when the text is no token, or one that was taken back or has expired.</returns>
    public async Task<ApiToken?> FindAsync(string text, CancellationToken cancel)
    {
        if (!TokenText.IsWellFormed(text))
        {
            return null;
        }

        var hash = TokenText.Hash(text);
        var now = clock.GetUtcNow();
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var token = await city.Set<ApiToken>().SingleOrDefaultAsync(t => t.Hash == hash, cancel);
        if (token is null || !token.IsValid(now))
        {
            return null;
        }

        if (token.LastUsedAt is null || now - token.LastUsedAt >= UseIsNotedEvery)
        {
            token.Used(now);
            await NoteUseAsync(city, cancel);
        }

        return token;
    }

    /// <summary>All tokens, the newest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await city.Set<ApiToken>().AsNoTracking().OrderByDescending(t => t.CreatedAt).ToListAsync(cancel);
    }

    /// <summary>Takes a token back; it is refused from the next request on.</summary>
    /// <returns>Whether there is such a token.</returns>
    public async Task<bool> RevokeAsync(ApiTokenId id, string by, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var token = await city.Set<ApiToken>().SingleOrDefaultAsync(t => t.Id == id, cancel);
        if (token is null)
        {
            return false;
        }

        token.Revoke(clock.GetUtcNow());
        var deed = new AuditDeed(by, "token.revoke", token.Name, AuditResult.Done, $"id {token.Id.Value:D}");
        await audit.DoAsync(deed, () => city.SaveChangesAsync(CancellationToken.None), cancel);
        return true;
    }

    // The role, the end and the id stand before the parts: a detail is cut where it is too long.
    private static string WordsOf(ApiToken token)
    {
        var end = token.ExpiresAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"until {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}") : "without an end";
        return $"{token.Role} {end}; id {token.Id.Value:D}; {(token.Scope.Count == 0 ? "the whole city" : string.Join(", ", token.Scope))}";
    }

    private static async Task NoteUseAsync(CityDbContext city, CancellationToken cancel)
    {
        try
        {
            await city.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // A full disk or a busy database: a valid token stays valid, and its use is noted another time. EF has logged why.
        }
    }
}
