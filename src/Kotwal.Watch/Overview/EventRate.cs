using Kotwal.Watch.Sources;
using Microsoft.Extensions.Hosting;

namespace Kotwal.Watch.Overview;

/// <summary>How many records arrive per second: asks the sources once a second and remembers the last minutes. Safe for many threads.</summary>
internal sealed class EventRate(ISourceBook book, TimeProvider clock) : BackgroundService
{
    /// <summary>Seconds that are remembered.</summary>
    public const int MaxSeconds = 120;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Queue<double> rates = new(MaxSeconds + 1);
    private (long Received, long At)? last;

    /// <summary>Records per second, the oldest second first; empty until two readings were made.</summary>
    public IReadOnlyList<double> Recent()
    {
        lock (gate)
        {
            return [.. rates];
        }
    }

    /// <summary>Reads the sources' counts now.</summary>
    internal void Sample()
    {
        var received = book.Sources.Sum(source => source.Received);
        var now = clock.GetTimestamp();
        lock (gate)
        {
            if (last is var (before, at))
            {
                // A source that was taken away takes its count along; that is no negative rate.
                var seconds = Math.Max(clock.GetElapsedTime(at, now).TotalSeconds, 0.001);
                rates.Enqueue(Math.Max(0, received - before) / seconds);
            }

            last = (received, now);
            if (rates.Count > MaxSeconds)
            {
                rates.Dequeue();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, clock);
        do
        {
            Sample();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
