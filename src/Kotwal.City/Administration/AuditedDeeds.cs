using System.Security.Claims;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Administration;

/// <summary>
/// Does what administrators ask for: judged, written to the audit trail, then judged again and done inside one transaction, so
/// that two at once cannot do together what neither may do alone. Safe for many threads.
/// </summary>
internal sealed class AuditedDeeds(IDbContextFactory<CityDbContext> contexts, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Decides about a deed and makes its changes on the context; nothing is saved by it. It is asked twice.</summary>
    public delegate Task<Ruling> Rule(CityDbContext city, Giver giver, CancellationToken cancel);

    /// <summary>Does the deed.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="action">The deed's name in the audit trail.</param>
    /// <param name="subject">What it is about, as long as the rule has not found a better name.</param>
    /// <param name="rule">Judges and changes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Why it was not done; null when it was.</returns>
    public async Task<Refusal?> DoAsync(ClaimsPrincipal by, string action, string subject, Rule rule, CancellationToken cancel)
    {
        var first = await LookAsync(by, subject, rule, cancel);
        var deed = new AuditDeed(Giver.NameOf(by), action, first.Subject, AuditResult.Done, first.Detail);
        if (first.Refused is { } refused)
        {
            await audit.WriteAsync(deed with { Result = AuditResult.Refused, Detail = RefusalWords.Of(refused) }, cancel);
            return refused;
        }

        return await audit.DoAsync(
            deed, () => SaveAsync(by, subject, rule), late => late is { } why ? $"changed by another meanwhile: {RefusalWords.Of(why)}" : null, cancel);
    }

    private async Task<Ruling> LookAsync(ClaimsPrincipal by, string subject, Rule rule, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await JudgeAsync(city, by, subject, rule, cancel);
    }

    private async Task<Refusal?> SaveAsync(ClaimsPrincipal by, string subject, Rule rule)
    {
        var cancel = CancellationToken.None;
        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        var second = await JudgeAsync(city, by, subject, rule, cancel);
        if (second.Refused is not null)
        {
            return second.Refused;
        }

        try
        {
            await city.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Conflict;
        }

        await write.CommitAsync(cancel);
        return null;
    }

    private async Task<Ruling> JudgeAsync(CityDbContext city, ClaimsPrincipal by, string subject, Rule rule, CancellationToken cancel) =>
        await Giver.FindAsync(city, by, clock.GetUtcNow(), cancel) is { } giver
            ? await rule(city, giver, cancel)
            : new Ruling(Refusal.NotPermitted, subject);
}
