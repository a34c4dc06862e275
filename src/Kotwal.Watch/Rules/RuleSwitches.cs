using System.Collections.Frozen;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Work;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Rules;

/// <summary>Remembers which rules people switched off, across restarts. Safe for many threads.</summary>
/// <param name="contexts">Where the switches are kept.</param>
/// <param name="audit">Hears of each change before it is made.</param>
/// <param name="feed">Hears of each change after it was made.</param>
/// <param name="clock">Says when.</param>
public sealed class RuleSwitches(
    IDbContextFactory<CityDbContext> contexts, IAuditTrail audit, CityFeed feed, TimeProvider clock)
{
    /// <summary>The rules that are switched off; detection asks once when it starts.</summary>
    public async Task<IReadOnlySet<string>> ReadDisabledAsync(CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var disabled = await city.Set<RuleSwitch>().Where(rule => !rule.IsEnabled).Select(rule => rule.RuleId).ToListAsync(cancel);
        return disabled.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Switches a rule and tells detection.</summary>
    /// <returns>False when there is no such rule.</returns>
    public async Task<bool> SetAsync(IRuleBook book, string ruleId, bool isEnabled, string person, CancellationToken cancel)
    {
        var rule = book.Rules.FirstOrDefault(known => known.Id == ruleId);
        if (rule is null || ruleId.Length > RuleSwitch.MaxIdLength)
        {
            return false;
        }

        var action = isEnabled ? "rule.enable" : "rule.disable";
        var deed = new AuditDeed(person, action, ruleId, AuditResult.Done, rule.Title);
        await audit.DoAsync(deed, () => KeepAsync(book, ruleId, isEnabled, person, cancel), cancel);
        feed.Publish(CityTopic.Rules);
        return true;
    }

    private async Task KeepAsync(IRuleBook book, string ruleId, bool isEnabled, string person, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        var known = await city.Set<RuleSwitch>().SingleOrDefaultAsync(entry => entry.RuleId == ruleId, cancel);
        if (known is null)
        {
            known = new RuleSwitch(ruleId);
            city.Add(known);
        }

        known.Set(isEnabled, person, clock.GetUtcNow());
        await city.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        await book.SetEnabledAsync(ruleId, isEnabled, cancel);
    }
}
