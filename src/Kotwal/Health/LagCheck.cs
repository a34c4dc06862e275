using System.Diagnostics.Metrics;
using Kotwal.Collectors.Spool;
using Kotwal.Watch.Health;
using Microsoft.Extensions.Options;

namespace Kotwal.Health;

/// <summary>How far the pipeline is behind the doors, and when the spool will be full if that goes on.</summary>
internal sealed class LagCheck : IHealthCheck, IDisposable
{
    public const string Lag = "pipeline.lag";
    public const string Full = "spool.full";

    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(10);

    private readonly Spool spool;
    private readonly SenderBook book;
    private readonly HealthVoice voice;
    private readonly DirectAlert direct;
    private readonly IOptions<HealthOptions> options;
    private readonly IOptions<SpoolOptions> bounds;
    private readonly TimeProvider clock;
    private readonly Meter meter = new("Kotwal.Health");
    private readonly Trend waiting = new(60, TimeSpan.FromSeconds(30));
    private DateTimeOffset? behindSince;
    private long position = -1;
    private double lag;

    public LagCheck(
        Spool spool, SenderBook book, HealthVoice voice, DirectAlert direct, IOptions<HealthOptions> options, IOptions<SpoolOptions> bounds, TimeProvider clock)
    {
        this.spool = spool;
        this.book = book;
        this.voice = voice;
        this.direct = direct;
        this.options = options;
        this.bounds = bounds;
        this.clock = clock;
        meter.CreateObservableGauge("kotwal.pipeline.lag", () => Volatile.Read(ref lag), "s", "Age of the records that the pipeline is at.");
    }

    /// <inheritdoc/>
    public async ValueTask LookAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var pending = spool.EndPosition - spool.ReleasedPosition;
        waiting.Add(now, pending);
        Volatile.Write(ref lag, LagAt(now, pending).TotalSeconds);
        if (TimeSpan.FromSeconds(lag) > options.Value.MaxLag)
        {
            var change = voice.Report(Lag, "pipeline", HealthState.Ill, $"The pipeline is {lag:0} s behind the doors; {pending} bytes wait in the spool.");
            if (change is not null)
            {
                await direct.TellAsync("Kotwal's pipeline is far behind", change, cancel);
            }
        }
        else
        {
            voice.Report(Lag, "pipeline", HealthState.Well, $"The pipeline is {lag:0} s behind the doors; {pending} bytes wait.");
        }

        Forecast(now, pending);
    }

    public void Dispose() => meter.Dispose();

    // When nothing is released though something waits, the pipeline is as old as what it did last, or as the wait for the first.
    private TimeSpan LagAt(DateTimeOffset now, long pending)
    {
        if (pending == 0 || spool.ReleasedPosition != position)
        {
            position = spool.ReleasedPosition;
            behindSince = pending == 0 ? null : now;
        }

        return pending == 0 ? TimeSpan.Zero
            : book.DoneUpTo is { } done && done < now && behindSince == now ? now - done
            : behindSince is { } since ? now - since
            : TimeSpan.Zero;
    }

    private void Forecast(DateTimeOffset now, long pending)
    {
        var full = waiting.Span < Enough ? null : waiting.Reaches(bounds.Value.MaxBytes);
        if (full - now < Soon)
        {
            voice.Report(Full, "spool", HealthState.Ill, $"More comes in than the pipeline takes: the spool will be full at {full:HH:mm} UTC, and senders will have to wait.");
        }
        else
        {
            voice.Report(Full, "spool", HealthState.Well, $"{pending * 100.0 / bounds.Value.MaxBytes:0.0} % of the spool wait to be stored.");
        }
    }
}
