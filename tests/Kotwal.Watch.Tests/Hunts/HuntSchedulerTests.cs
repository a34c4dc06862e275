using System.Globalization;
using Kotwal.City.Access;
using Kotwal.City.People;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Lake;
using Kotwal.Watch.Alerts;
using Kotwal.Watch.Hunts;
using Kotwal.Watch.Schedules;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Tests.Hunts;

public sealed class HuntSchedulerTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly List<DateTimeOffset> received = [];
    private string? failure;

    [Fact]
    public async Task What_is_received_is_looked_at_once_and_nothing_is_left_out_however_late_it_happened()
    {
        await using var desk = await StartAsync();
        for (var minute = 1; minute <= 30; minute++)
        {
            desk.Clock.Advance(TimeSpan.FromMinutes(1));
            received.Add(desk.Clock.Now.AddSeconds(-2));
            received.Add(desk.Clock.Now);
            await desk.Get<HuntScheduler>().RunDueAsync(Cancel);
        }

        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);

        var runs = await RunsAsync(desk);
        Assert.True(runs.Count > 3);
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.From));
        Assert.Equal(received.Count, runs.Sum(run => run.Rows));
    }

    [Fact]
    public async Task A_server_that_stood_still_catches_up_without_a_gap()
    {
        await using var desk = await StartAsync();
        received.AddRange(Enumerable.Range(1, 400).Select(minute => Some.Noon.AddMinutes(minute)));
        desk.Clock.Advance(TimeSpan.FromMinutes(500));

        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);

        var runs = await RunsAsync(desk);
        Assert.Equal(7, runs.Count);
        Assert.All(runs, run => Assert.True(run.Until - run.From <= HuntScheduler.LongestStretch));
        Assert.Equal(400, runs.Sum(run => run.Rows));
    }

    [Fact]
    public async Task A_run_that_fails_leaves_its_stretch_to_the_next()
    {
        await using var desk = await StartAsync();
        received.Add(Some.Noon.AddMinutes(1));
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        failure = "The lake is slow.";
        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);
        Assert.Equal("The lake is slow.", (await ScheduleAsync(desk)).LastFailure);
        Assert.Empty(await RunsAsync(desk));

        failure = null;
        received.Add(Some.Noon.AddMinutes(7));
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);

        Assert.Null((await ScheduleAsync(desk)).LastFailure);
        Assert.Equal((Some.Noon, 2), ((await RunsAsync(desk))[0].From, (await RunsAsync(desk)).Sum(run => run.Rows)));
    }

    [Fact]
    public async Task A_run_that_a_crash_cut_short_is_repeated_and_makes_no_second_alert()
    {
        await using var desk = await StartAsync();
        received.Add(Some.Noon.AddMinutes(1));
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);
        var until = (await ScheduleAsync(desk)).DoneUntil;
        await using (var city = await desk.ContextAsync())
        {
            // As a crash leaves it: the alert is stored, and that the run is done is not.
            await city.Set<HuntSchedule>().ExecuteUpdateAsync(set => set
                .SetProperty(schedule => schedule.DoneUntil, Some.Noon).SetProperty(schedule => schedule.PlannedUntil, until), Cancel);
        }

        received.Add(Some.Noon.AddMinutes(8));
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);

        Assert.Equal(2, await CountAlertsAsync(desk));
    }

    [Fact]
    public async Task An_alert_has_the_rows_as_evidence_and_copies_of_their_events()
    {
        await using var desk = await StartAsync();
        received.Add(Some.Noon.AddMinutes(1));
        desk.Clock.Advance(TimeSpan.FromMinutes(6));

        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);

        var run = Assert.Single(await RunsAsync(desk));
        var alert = await desk.AlertAsync(new(run.AlertId!.Value));
        Assert.Equal(("Roots", AlertSeverity.High), (alert.Title, alert.Severity));
        Assert.Contains("user.name: root", Assert.Single(alert.Matched).Value, StringComparison.Ordinal);
        Assert.Contains("\"user.name\":\"root\"", Assert.Single(alert.Events).Json, StringComparison.Ordinal);
        Assert.Equal([new NamedValue("user.name", "root")], alert.Entities);
    }

    [Fact]
    public async Task Somebody_of_a_part_of_the_city_is_not_told_rows_that_may_be_made_of_others()
    {
        await using var desk = await StartAsync();
        received.AddRange([Some.Noon.AddMinutes(1), Some.Noon.AddMinutes(2)]);
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);
        var alert = await desk.AlertAsync(new(Assert.Single(await RunsAsync(desk)).AlertId!.Value));

        Assert.Equal(2, alert.Matched.Count);
        Assert.Empty(alert.Within(Reach.Of([new(ScopeKind.Service, "water")])).Matched);
    }

    [Fact]
    public async Task A_hunt_that_runs_by_itself_never_looks_at_the_audit_trail()
    {
        await using var desk = await StartAsync(Roles.Admin);
        received.Add(Some.Noon.AddMinutes(1));
        desk.Clock.Advance(TimeSpan.FromMinutes(6));

        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);

        var asked = desk.Store.Asked.Where(hunt => hunt.Text.StartsWith("user.name", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, hunt => Assert.NotEmpty(hunt.Visible.NoneOf));
    }

    [Fact]
    public async Task A_hunt_sees_what_its_owner_may_see_at_that_moment()
    {
        await using var desk = await StartAsync(new ScopeKey(ScopeKind.Service, "water"));
        received.Add(Some.Noon.AddMinutes(1));
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);
        Assert.All(desk.Store.Asked.Where(hunt => hunt.Text.StartsWith("user.name", StringComparison.Ordinal)), hunt => Assert.False(hunt.Visible.IsAll));

        await using (var city = await desk.ContextAsync())
        {
            await city.Set<RoleGrant>().ExecuteDeleteAsync(Cancel);
        }

        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        await desk.Get<HuntScheduler>().RunDueAsync(Cancel);
        Assert.Contains("may not read", (await ScheduleAsync(desk)).LastFailure, StringComparison.Ordinal);
    }

    private Task<TestDesk> StartAsync(params ScopeKey[] parts) => StartAsync(Roles.Analyst, parts);

    private async Task<TestDesk> StartAsync(string role, params ScopeKey[] parts)
    {
        var desk = await TestDesk.CreateAsync();
        desk.Store.Answer = Answer;
        await using (var scope = desk.Get<IServiceScopeFactory>().CreateAsyncScope())
        {
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync("asha", "a long enough phrase", [role], "test", Cancel));
        }

        await using var city = await desk.ContextAsync();
        var account = await city.Set<Account>().SingleAsync(Cancel);
        var grant = await city.Set<RoleGrant>().SingleAsync(Cancel);
        city.Entry(grant).Property(known => known.Scope).CurrentValue = parts;
        await city.SaveChangesAsync(Cancel);
        var asha = SavedHuntsTests.Person("asha", account.Id);
        var hunts = desk.Get<SavedHunts>();
        await hunts.SaveAsync(null, new("Roots", "", false, new("user.name:root", "24h", null, null, [])), asha, Cancel);
        await hunts.ScheduleAsync((await hunts.ListAsync(asha, Cancel))[0].Hunt.Id, 5, AlertSeverity.High, isOn: true, asha, Cancel);
        return desk;
    }

    // A lake in which one event stands for each time of receipt.
    private QueryResult Answer(string text)
    {
        var bounds = text.Split("datetime(").Skip(1).Select(rest => DateTimeOffset.Parse(rest[..rest.IndexOf(')', StringComparison.Ordinal)], CultureInfo.InvariantCulture)).ToList();
        if (text.Contains("max(event.ingested)", StringComparison.Ordinal))
        {
            var since = received.Where(at => at >= bounds[0]).ToList();
            return new([new("last", QueryType.Time)], [[since.Count == 0 ? null : since.Max()]], false, TimeSpan.Zero);
        }

        if (failure is not null)
        {
            throw new QueryFailedException(failure);
        }

        var found = received.Where(at => at >= bounds[0] && at < bounds[1]).OrderDescending().ToList();
        return new(
            [new("@timestamp", QueryType.Time), new("event.id", QueryType.Text), new("user.name", QueryType.Text)],
            [.. found.Select(at => new object?[] { at, SecurityEventId.Create(EventTime.From(at), Guid.Empty, 0, 0).ToString(), "root" })], false, TimeSpan.Zero);
    }

    private static async Task<List<HuntRun>> RunsAsync(TestDesk desk)
    {
        await using var city = await desk.ContextAsync();
        return await city.Set<HuntRun>().AsNoTracking().OrderBy(run => run.From).ToListAsync(Cancel);
    }

    private static async Task<HuntSchedule> ScheduleAsync(TestDesk desk)
    {
        await using var city = await desk.ContextAsync();
        return await city.Set<HuntSchedule>().AsNoTracking().SingleAsync(Cancel);
    }

    private static async Task<int> CountAlertsAsync(TestDesk desk)
    {
        await using var city = await desk.ContextAsync();
        return await city.Set<StoredAlert>().CountAsync(Cancel);
    }
}
