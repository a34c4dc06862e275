using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Work;
using Kotwal.Watch.Events;
using Kotwal.Watch.Hunts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kotwal.Watch.Schedules;

/// <summary>
/// Runs the hunts that are due, one after another. A run looks at what was received since the last one that was done, as far as it is
/// stored; its end is written down before it begins, so that a crash repeats the same run, whose alert has the same id. A run that
/// fails leaves its stretch to the next one. What was missed while the server stood still is caught up in pieces.
/// </summary>
internal sealed partial class HuntScheduler(
    IDbContextFactory<CityDbContext> contexts, EventHunts hunts, HuntOwners owners, IEnumerable<IAlertSink> sinks, TimeProvider clock,
    ILogger<HuntScheduler> log, WorkPause? pause = null) : BackgroundService
{
    /// <summary>Most rows that a run reads.</summary>
    public const int MaxRows = 1_000;

    /// <summary>Runs that are kept of one hunt.</summary>
    public const int MaxKeptRuns = 500;

    /// <summary>Longest stretch of one run, and most runs of one hunt in a row: a day is caught up at once, what is more with the next turn.</summary>
    public static readonly TimeSpan LongestStretch = TimeSpan.FromHours(1);

    private const int MostInARow = 24;

    /// <summary>
    /// While events flow, the instant of the newest one is left to the next run: more of the same instant may be on their way. After
    /// this time nothing is.
    /// </summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Instant = TimeSpan.FromMicroseconds(1);

    private readonly IAlertSink[] alertSinks = [.. sinks];

    /// <summary>Runs what is due now.</summary>
    internal async Task RunDueAsync(CancellationToken cancel)
    {
        foreach (var id in await DueAsync(cancel))
        {
            try
            {
                for (var run = 0; run < MostInARow && await RunAsync(id, cancel); run++)
                {
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // One hunt that cannot run must not stop the others.
                RunFailed(failure, id.Value);
                await SetAsync(id, schedule => schedule.Fail(failure.GetType().Name, clock.GetUtcNow()), null, cancel);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (pause?.IsPaused == true)
            {
                continue;
            }

            try
            {
                await RunDueAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                NotRead(failure);
            }
        }
    }

    private async Task<IReadOnlyList<SavedHuntId>> DueAsync(CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var schedules = await city.Set<HuntSchedule>().AsNoTracking().Where(schedule => schedule.IsOn).ToListAsync(cancel);
        return [.. schedules.Where(schedule => schedule.IsDue(now)).OrderBy(schedule => schedule.LastRunAt).Select(schedule => schedule.HuntId)];
    }

    /// <returns>True when there is more to catch up.</returns>
    private async Task<bool> RunAsync(SavedHuntId id, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var found = await city.Set<SavedHunt>().AsNoTracking().SingleOrDefaultAsync(hunt => hunt.Id == id, cancel);
        var schedule = await city.Set<HuntSchedule>().AsNoTracking().SingleOrDefaultAsync(known => known.HuntId == id, cancel);
        if (found is null || schedule is not { IsOn: true })
        {
            return false;
        }

        if (await owners.ReachAsync(found.Owner, cancel) is not { } reach)
        {
            return await FailAsync(id, "The owner may not read events any more.", cancel);
        }

        if (HuntText.Read(found.Query, out var hunt) is { } error)
        {
            return await FailAsync(id, error.ToString(), cancel);
        }

        var stored = await StoredUntilAsync(schedule.DoneUntil, cancel);
        var until = schedule.PlannedUntil ?? (stored - schedule.DoneUntil > LongestStretch ? schedule.DoneUntil + LongestStretch : stored);
        if (until <= schedule.DoneUntil)
        {
            await SetAsync(id, known => known.Finish(clock.GetUtcNow()), null, cancel);
            return false;
        }

        await SetAsync(id, known => known.Begin(until, clock.GetUtcNow()), null, cancel);
        return await RunAsync(found, schedule, hunt, reach, until, cancel) && until < stored;
    }

    private async Task<bool> RunAsync(
        SavedHunt saved, HuntSchedule schedule, HuntText hunt, Reach reach, DateTimeOffset until, CancellationToken cancel)
    {
        var answer = await hunts.AskAsync(hunt.ReceivedWithin(schedule.DoneUntil, until), reach, MaxRows, cancel);
        if (answer.Result is not { } rows)
        {
            return await FailAsync(saved.Id, answer.Failure ?? answer.Error?.Message ?? "", cancel);
        }

        Guid? raised = null;
        if (rows.Rows.Count > 0)
        {
            var events = await hunts.AskAsync(hunt.NarrowedReceivedWithin(schedule.DoneUntil, until, "take 10"), reach, MaxRows, cancel);
            if (events.Result is null)
            {
                return await FailAsync(saved.Id, events.Failure ?? "", cancel);
            }

            var alert = HuntAlert.Of(saved, schedule.Severity, until, rows, events.Result);
            foreach (var sink in alertSinks)
            {
                await sink.AcceptAsync([alert], cancel);
            }

            raised = alert.Id.Value;
        }

        var run = new HuntRun(saved.Id, schedule.DoneUntil, until, clock.GetUtcNow(), rows.Rows.Count, raised);
        await SetAsync(saved.Id, known => known.Finish(clock.GetUtcNow()), run, cancel);
        return true;
    }

    /// <summary>Up to where what was received is stored, without it: events are stored in the order in which they were received.</summary>
    private async Task<DateTimeOffset> StoredUntilAsync(DateTimeOffset since, CancellationToken cancel)
    {
        var answer = await hunts.AskAsync(
            $"where event.ingested >= {HuntText.Time(since)} | summarize last = max(event.ingested)", Reach.WholeCity, 1, cancel);
        if (answer.Result is not { } result)
        {
            throw new IOException($"The lake did not say up to where it is stored: {answer.Failure ?? answer.Error?.Message}");
        }

        return result.Rows is [[DateTimeOffset last]] ? (clock.GetUtcNow() - last < Settled ? last : last + Instant) : since;
    }

    private async Task<bool> FailAsync(SavedHuntId id, string reason, CancellationToken cancel)
    {
        await SetAsync(id, schedule => schedule.Fail(reason, clock.GetUtcNow()), null, cancel);
        return false;
    }

    private async Task SetAsync(SavedHuntId id, Action<HuntSchedule> set, HuntRun? run, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        if (await city.Set<HuntSchedule>().SingleOrDefaultAsync(known => known.HuntId == id, cancel) is not { } schedule)
        {
            return;
        }

        set(schedule);
        if (run is not null)
        {
            city.RemoveRange(await city.Set<HuntRun>().Where(known => known.HuntId == id)
                .OrderByDescending(known => known.RanAt).Skip(MaxKeptRuns - 1).ToListAsync(cancel));
            city.Add(run);
        }

        await city.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
    }

    [LoggerMessage(5101, LogLevel.Error, "The scheduled hunt {Hunt} could not run; its stretch of time is left to the next run.")]
    private partial void RunFailed(Exception failure, Guid hunt);

    [LoggerMessage(5102, LogLevel.Error, "The scheduled hunts could not be read; they are tried again.")]
    private partial void NotRead(Exception failure);
}
