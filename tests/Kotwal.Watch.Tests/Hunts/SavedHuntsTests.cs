using System.Security.Claims;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Hunts;

namespace Kotwal.Watch.Tests.Hunts;

public sealed class SavedHuntsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly SavedSearch Search = new("user.name:root", "24h", null, null, ["host.name"]);
    private static readonly ClaimsPrincipal Asha = Person("asha", 1);
    private static readonly ClaimsPrincipal Ravi = Person("ravi", 2);

    [Fact]
    public async Task A_saved_hunt_is_found_again_as_it_was()
    {
        await using var desk = await TestDesk.CreateAsync();

        Assert.Equal(HuntDecision.Done, await desk.Get<SavedHunts>().SaveAsync(null, new("Root", "by night", false, Search), Asha, Cancel));

        var entry = Assert.Single(await desk.Get<SavedHunts>().ListAsync(Asha, Cancel));
        Assert.Equal(("Root", "by night", true, "asha"), (entry.Hunt.Name, entry.Hunt.Description, entry.IsOwn, entry.Hunt.OwnerName));
        Assert.Equivalent(Search, entry.Hunt.Search);
    }

    [Fact]
    public async Task Others_see_what_is_shared_and_change_nothing_of_it()
    {
        await using var desk = await TestDesk.CreateAsync();
        var hunts = desk.Get<SavedHunts>();
        await hunts.SaveAsync(null, new("Own", "", false, Search), Asha, Cancel);
        await hunts.SaveAsync(null, new("Shared", "", true, Search), Asha, Cancel);

        var seen = Assert.Single(await hunts.ListAsync(Ravi, Cancel));

        Assert.Equal(("Shared", false), (seen.Hunt.Name, seen.IsOwn));
        Assert.Equal(HuntDecision.NotFound, await hunts.SaveAsync(seen.Hunt.Id, new("Mine", "", true, Search), Ravi, Cancel));
        Assert.Equal(HuntDecision.NotFound, await hunts.DeleteAsync(seen.Hunt.Id, Ravi, Cancel));
        Assert.Equal(HuntDecision.NotFound, await hunts.ScheduleAsync(seen.Hunt.Id, 5, AlertSeverity.Low, true, Ravi, Cancel));
        Assert.Empty(await hunts.ListAsync(Some.Person(), Cancel));
    }

    [Fact]
    public async Task Each_change_is_in_the_audit_trail()
    {
        await using var desk = await TestDesk.CreateAsync();
        var hunts = desk.Get<SavedHunts>();
        await hunts.SaveAsync(null, new("Root", "", true, Search), Asha, Cancel);
        var id = (await hunts.ListAsync(Asha, Cancel))[0].Hunt.Id;
        await hunts.ScheduleAsync(id, 5, AlertSeverity.High, true, Asha, Cancel);
        await hunts.DeleteAsync(id, Asha, Cancel);

        var deeds = (await desk.Get<IAuditTrail>().ReadAsync(null, 10, Cancel)).Where(entry => entry.Action.StartsWith("hunt.", StringComparison.Ordinal));
        Assert.Equal([("hunt.delete", "Root"), ("hunt.schedule", "Root"), ("hunt.save", "Root")], deeds.Select(entry => (entry.Action, entry.Subject)));
        Assert.Empty(await hunts.ListAsync(Asha, Cancel));
    }

    [Fact]
    public async Task Who_may_not_judge_alerts_schedules_nothing()
    {
        await using var desk = await TestDesk.CreateAsync();
        var auditor = Person("meera", 3, Roles.Auditor);
        await desk.Get<SavedHunts>().SaveAsync(null, new("Root", "", false, Search), auditor, Cancel);
        var id = (await desk.Get<SavedHunts>().ListAsync(auditor, Cancel))[0].Hunt.Id;

        Assert.Equal(HuntDecision.Refused, await desk.Get<SavedHunts>().ScheduleAsync(id, 5, AlertSeverity.Low, true, auditor, Cancel));
    }

    [Fact]
    public async Task A_search_that_is_asked_again_stands_first_in_the_history_and_once()
    {
        await using var desk = await TestDesk.CreateAsync();
        var (history, account) = (desk.Get<HuntHistory>(), Guid.CreateVersion7(Some.Noon));
        foreach (var query in new[] { "a", "b", "a" })
        {
            await history.NoteAsync(account, Search with { Query = query }, 3, Cancel);
            desk.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["a", "b"], (await history.ListAsync(account, 10, Cancel)).Select(hunt => hunt.Query));
        Assert.Empty(await history.ListAsync(Guid.CreateVersion7(Some.Noon), 10, Cancel));
        await history.ForgetAsync(account, Cancel);
        Assert.Empty(await history.ListAsync(account, 10, Cancel));
    }

    [Fact]
    public async Task A_history_has_an_end()
    {
        await using var desk = await TestDesk.CreateAsync();
        var (history, account) = (desk.Get<HuntHistory>(), Guid.CreateVersion7(Some.Noon));
        for (var number = 0; number < HuntHistory.MaxKept + 5; number++)
        {
            await history.NoteAsync(account, Search with { Query = $"q{number}" }, 0, Cancel);
            desk.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var kept = await history.ListAsync(account, 1000, Cancel);

        Assert.Equal((HuntHistory.MaxKept, "q104", "q5"), (kept.Count, kept[0].Query, kept[^1].Query));
    }

    internal static ClaimsPrincipal Person(string name, int number, string role = Roles.Analyst) => Person(name, new Guid(number, 0, 0, new byte[8]), role);

    internal static ClaimsPrincipal Person(string name, Guid account, string role = Roles.Analyst, params ScopeKey[] parts) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, account.ToString("D")), new(ClaimTypes.Name, name),
            new(SessionPrincipal.SessionType, Guid.Empty.ToString("D")), .. GrantClaims.Write(role, parts),
        ],
        "test"));
}
