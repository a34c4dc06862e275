using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Sessions;
using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Hunts;

/// <summary>
/// The hunts that people saved. One's own and the shared ones are seen, one's own are changed; what is neither is as unknown as what
/// is not there. Each change is in the audit trail before it is made. Safe for many threads.
/// </summary>
internal sealed class SavedHunts(IDbContextFactory<CityDbContext> contexts, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Most hunts of one person.</summary>
    public const int MaxPerPerson = 200;

    /// <summary>Most hunts that run by themselves, of all people together: each costs a query of the lake.</summary>
    public const int MaxSchedules = 100;

    /// <summary>Most runs that are listed of one hunt.</summary>
    public const int MaxRuns = 50;

    /// <summary>One's own hunts and the shared ones, by name.</summary>
    public async Task<IReadOnlyList<HuntEntry>> ListAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        if (SessionPrincipal.AccountOf(user) is not { } account)
        {
            return [];
        }

        await using var city = await contexts.CreateDbContextAsync(cancel);
        var hunts = await Seen(city, account).AsNoTracking().OrderBy(hunt => hunt.Name).Take(5 * MaxPerPerson).ToListAsync(cancel);
        var schedules = await city.Set<HuntSchedule>().AsNoTracking().ToDictionaryAsync(schedule => schedule.HuntId, cancel);
        return [.. hunts.Select(hunt => new HuntEntry(hunt, schedules.GetValueOrDefault(hunt.Id), hunt.Owner == account))];
    }

    /// <summary>
    /// What the hunt's newest runs looked at and found. How much that was is told to the owner and to those who reach the whole city: the
    /// runs see what the owner sees.
    /// </summary>
    public async Task<IReadOnlyList<HuntRun>> RunsAsync(SavedHuntId id, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (SessionPrincipal.AccountOf(user) is not { } account)
        {
            return [];
        }

        var isWholeCity = Reach.For(user, Policies.Read).IsWholeCity;
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await Seen(city, account).Where(hunt => hunt.Id == id && (isWholeCity || hunt.Owner == account))
            .SelectMany(hunt => city.Set<HuntRun>().Where(run => run.HuntId == hunt.Id))
            .AsNoTracking().OrderByDescending(run => run.RanAt).Take(MaxRuns).ToListAsync(cancel);
    }

    /// <summary>Saves a hunt, or gives one of one's own another content.</summary>
    /// <param name="id">Which; null for a new one.</param>
    /// <param name="draft">What it is.</param>
    /// <param name="user">Who saves.</param>
    /// <param name="cancel">Gives up as long as nothing is written.</param>
    public async Task<HuntDecision> SaveAsync(SavedHuntId? id, HuntDraft draft, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (SessionPrincipal.AccountOf(user) is not { } account || string.IsNullOrWhiteSpace(draft.Name) || draft.Search.Query.Length > SavedSearch.MaxQueryLength)
        {
            return HuntDecision.Refused;
        }

        var person = user.Identity?.Name ?? "";
        var deed = new AuditDeed(person, "hunt.save", draft.Name.Trim(), AuditResult.Done, (draft.IsShared ? "shared: " : "own: ") + draft.Search.Query);
        return await audit.DoAsync(deed, () => KeepAsync(id, draft, account, person), Why, cancel);
    }

    /// <summary>Removes a hunt of one's own with its schedule.</summary>
    public Task<HuntDecision> DeleteAsync(SavedHuntId id, ClaimsPrincipal user, CancellationToken cancel) =>
        ChangeAsync(id, user, "hunt.delete", null, (city, hunt) =>
        {
            city.Remove(hunt);
            return Task.FromResult(HuntDecision.Done);
        }, cancel);

    /// <summary>Lets a hunt of one's own run by itself, or not any more.</summary>
    /// <param name="id">Which.</param>
    /// <param name="everyMinutes">The pause between two runs.</param>
    /// <param name="severity">How grave its alerts are.</param>
    /// <param name="isOn">Whether it runs.</param>
    /// <param name="user">Who says so: its owner, who must be allowed to judge alerts.</param>
    /// <param name="cancel">Gives up as long as nothing is written.</param>
    public async Task<HuntDecision> ScheduleAsync(
        SavedHuntId id, int everyMinutes, AlertSeverity severity, bool isOn, ClaimsPrincipal user, CancellationToken cancel)
    {
        var reach = Reach.For(user, Policies.WriteAlerts);
        if (!reach.IsWholeCity && reach.Keys.Count == 0)
        {
            return HuntDecision.Refused;
        }

        var detail = isOn ? $"every {everyMinutes} minutes, {severity}" : "off";
        return await ChangeAsync(id, user, "hunt.schedule", detail, async (city, hunt) =>
        {
            var schedule = await city.Set<HuntSchedule>().SingleOrDefaultAsync(known => known.HuntId == id, CancellationToken.None);
            if (isOn && schedule?.IsOn != true && await city.Set<HuntSchedule>().CountAsync(known => known.IsOn, CancellationToken.None) >= MaxSchedules)
            {
                return HuntDecision.TooMany;
            }

            if (schedule is null)
            {
                city.Add(schedule = new HuntSchedule(id, clock.GetUtcNow()));
            }

            schedule.Set(everyMinutes, severity, isOn, clock.GetUtcNow());
            return HuntDecision.Done;
        }, cancel);
    }

    private async Task<HuntDecision> KeepAsync(SavedHuntId? id, HuntDraft draft, Guid account, string person)
    {
        await using var city = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var write = await city.BeginWriteAsync(CancellationToken.None);
        var hunt = id is { } known ? await city.Set<SavedHunt>().SingleOrDefaultAsync(one => one.Id == known && one.Owner == account) : null;
        if (id is not null && hunt is null)
        {
            return HuntDecision.NotFound;
        }

        if (hunt is null)
        {
            if (await city.Set<SavedHunt>().CountAsync(one => one.Owner == account) >= MaxPerPerson)
            {
                return HuntDecision.TooMany;
            }

            city.Add(hunt = new SavedHunt(account, person, clock.GetUtcNow()));
        }

        hunt.Set(draft, clock.GetUtcNow());
        await city.SaveChangesAsync();
        await write.CommitAsync(CancellationToken.None);
        return HuntDecision.Done;
    }

    private async Task<HuntDecision> ChangeAsync(
        SavedHuntId id, ClaimsPrincipal user, string action, string? detail, Func<CityDbContext, SavedHunt, Task<HuntDecision>> change, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var account = SessionPrincipal.AccountOf(user);
        if (await city.Set<SavedHunt>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.Owner == account, cancel) is not { } named)
        {
            return HuntDecision.NotFound;
        }

        var deed = new AuditDeed(user.Identity?.Name ?? "", action, named.Name, AuditResult.Done, detail);
        return await audit.DoAsync(deed, async () =>
        {
            await using var write = await city.BeginWriteAsync(CancellationToken.None);
            var hunt = await city.Set<SavedHunt>().SingleOrDefaultAsync(one => one.Id == id);
            var decision = hunt is null ? HuntDecision.NotFound : await change(city, hunt);
            await city.SaveChangesAsync();
            await write.CommitAsync(CancellationToken.None);
            return decision;
        }, Why, cancel);
    }

    private static string? Why(HuntDecision decision) => decision == HuntDecision.Done ? null : decision.ToString();

    private static IQueryable<SavedHunt> Seen(CityDbContext city, Guid account) =>
        city.Set<SavedHunt>().Where(hunt => hunt.Owner == account || hunt.IsShared);
}

/// <summary>A saved hunt in a list.</summary>
/// <param name="Hunt">The hunt.</param>
/// <param name="Schedule">How it runs by itself; null when it never did.</param>
/// <param name="IsOwn">Whether the one who looks may change it.</param>
public sealed record HuntEntry(SavedHunt Hunt, HuntSchedule? Schedule, bool IsOwn);

/// <summary>What came of the wish to change a saved hunt.</summary>
public enum HuntDecision
{
    Done,

    /// <summary>What was said is not enough, or the one who asks may not.</summary>
    Refused,

    NotFound,

    /// <summary>There is no room for one more.</summary>
    TooMany,
}
