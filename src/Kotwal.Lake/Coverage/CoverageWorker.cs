using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kotwal.Lake.Coverage;

/// <summary>
/// Counts each day once when it is over, and again when events came late for it or some of it was deleted: then its number of events
/// has changed. The newest days come first, so that what is asked most is there soonest.
/// </summary>
internal sealed partial class CoverageWorker(LakeEventStore store, CoverageBook book, TimeProvider clock, ILogger<CoverageWorker> logger) : BackgroundService
{
    /// <summary>Days that are counted before what was counted is written.</summary>
    private const int DaysAtOnce = 16;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is IOException or QueryFailedException)
            {
                CountingFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    /// <summary>Counts what is due.</summary>
    /// <exception cref="IOException">The lake cannot be read or written.</exception>
    /// <exception cref="QueryFailedException">A hunt failed; the days before it are counted.</exception>
    internal async Task LookAsync(CancellationToken cancel)
    {
        var due = Due();
        book.Await(due.Where(day => day.Events > 0).Select(day => day.Day));
        foreach (var some in due.Chunk(DaysAtOnce))
        {
            var counted = new List<CountedDay>();
            foreach (var (day, events) in some)
            {
                counted.Add(new CountedDay(day, events, events == 0 ? [] : await HeardOnAsync(day, cancel).ConfigureAwait(false)));
            }

            book.Publish(book.Current.With(counted, book.Current.Waiting.Except(counted.Select(day => day.Day))));
        }
    }

    // The present day is not over.
    private List<(DateOnly Day, long Events)> Due()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var known = book.Current.Counted;
        var stored = store.EventsByDay();
        return
        [
            .. stored.Where(day => day.Key < today && known.GetValueOrDefault(day.Key) != day.Value).OrderByDescending(day => day.Key).Select(day => (day.Key, day.Value)),
            .. known.Keys.Where(day => !stored.ContainsKey(day)).Select(day => (day, 0L)),
        ];
    }

    private async Task<HashSet<LogSender>> HeardOnAsync(DateOnly day, CancellationToken cancel)
    {
        var heard = new HashSet<LogSender>();
        var from = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        await CoverageCount.AddAsync(
            (hunt, limits, until) => store.QueryAsync(hunt, VisibleEvents.All, limits, until), from, from.AddDays(1), heard, cancel).ConfigureAwait(false);
        return heard;
    }

    [LoggerMessage(2020, LogLevel.Warning, "Who sent logs on days that are over could not be counted; it is tried again.")]
    private partial void CountingFailed(Exception failure);
}
