using System.Diagnostics.Metrics;
using Kotwal.City.Work;
using Kotwal.Collectors.Spool;
using Kotwal.Lake;
using Kotwal.Watch.Health;
using Microsoft.Extensions.Options;

namespace Kotwal.Health;

/// <summary>What is given up as space ends, each step with all before it.</summary>
internal enum SpaceStep
{
    /// <summary>There is room.</summary>
    None,

    /// <summary>Scheduled hunts stop.</summary>
    StopHunts,

    /// <summary>Segments are not merged any more.</summary>
    StopMerging,

    /// <summary>Events beyond the legal minimum are deleted.</summary>
    Shrink,

    /// <summary>Senders that can wait are refused.</summary>
    Refuse,
}

/// <summary>
/// Looks after the room: says when the disk will be full, holds lake and state to their shares, and gives things up in steps before
/// there is none. Each step is an alert; it is taken back when there is half as much more room than it began at.
/// </summary>
internal sealed class SpaceCheck : IHealthCheck, IDisposable
{
    public const string Forecast = "disk.full";
    public const string Short = "space.short";

    private const double TakenBackAt = 1.5;

    private static readonly TimeSpan Enough = TimeSpan.FromHours(6);

    private readonly HealthPlaces places;
    private readonly IRoom room;
    private readonly Spool spool;
    private readonly LakeEventStore lake;
    private readonly WorkPause pause;
    private readonly HealthVoice voice;
    private readonly IOptions<HealthOptions> options;
    private readonly TimeProvider clock;
    private readonly Meter meter = new("Kotwal.Health");
    private readonly Trend free = new(144, TimeSpan.FromMinutes(10));
    private double left = 100;

    public SpaceCheck(
        HealthPlaces places, IRoom room, Spool spool, LakeEventStore lake, WorkPause pause, HealthVoice voice, IOptions<HealthOptions> options, TimeProvider clock)
    {
        this.places = places;
        this.room = room;
        this.spool = spool;
        this.lake = lake;
        this.pause = pause;
        this.voice = voice;
        this.options = options;
        this.clock = clock;
        meter.CreateObservableGauge("kotwal.space.left", () => Volatile.Read(ref left), "%", "Room that is left: of the disk, or of the share that is nearest to its end.");
        meter.CreateObservableGauge("kotwal.space.step", () => (int)Step, "{step}", "0: there is room; 1: hunts stop; 2: merging stops; 3: shrinks to the legal minimum; 4: senders are refused.");
    }

    /// <summary>The step that is taken now.</summary>
    public SpaceStep Step { get; private set; }

    /// <inheritdoc/>
    public ValueTask LookAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var disk = room.Look(places.Root);
        free.Add(now, disk.FreeBytes);
        Foresee(now, disk);
        var (percent, what) = Nearest(disk);
        Volatile.Write(ref left, percent);
        var next = StepAt(percent);
        Take(next);
        if (next == SpaceStep.None)
        {
            voice.Report(Short, "disk", HealthState.Well, $"{percent:0.0} % are left of {what}.");
        }
        else
        {
            voice.Report(Short, $"step {(int)next}", HealthState.Ill, $"{percent:0.0} % are left of {what}: {Words(next)}.");
        }

        foreach (var other in Enum.GetValues<SpaceStep>().Where(other => other != SpaceStep.None && other > next))
        {
            voice.Clear(Short, $"step {(int)other}", $"{percent:0.0} % are left of {what}.");
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose() => meter.Dispose();

    private static string Words(SpaceStep step) => step switch
    {
        SpaceStep.StopHunts => "scheduled hunts stop",
        SpaceStep.StopMerging => "scheduled hunts stop, and files of events are not merged",
        SpaceStep.Shrink => "events beyond the legal minimum are deleted, hunts and merging stop",
        _ => "senders over TCP and HTTP are refused, events beyond the legal minimum are deleted, hunts and merging stop",
    };

    private void Foresee(DateTimeOffset now, DiskRoom disk)
    {
        var full = free.Span < Enough ? null : free.Reaches(0);
        if (full - now < TimeSpan.FromDays(options.Value.DiskFullWithinDays))
        {
            voice.Report(Forecast, "disk", HealthState.Ill, $"The disk will be full on {full:yyyy-MM-dd HH:mm} UTC if it goes on so; {disk.FreeBytes >> 20} MiB are free.");
        }
        else
        {
            var when = full is { } far ? DayOf(far) : "not in sight";
            voice.Report(Forecast, "disk", free.Span < Enough ? HealthState.Unknown : HealthState.Well, $"{disk.FreeBytes >> 20} MiB are free; full: {when}.");
        }
    }

    private static string DayOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private (double Percent, string What) Nearest(DiskRoom disk)
    {
        var shares = new List<(double Percent, string What)> { (OfDisk(disk), "the disk") };
        if (options.Value.LakeMegabytes > 0)
        {
            shares.Add((Left(room.SizeOf(places.Lake), options.Value.LakeMegabytes), "the lake's share"));
        }

        if (options.Value.StateMegabytes > 0)
        {
            shares.Add((Left(room.SizeOf(places.Root, isOnlyFiles: true), options.Value.StateMegabytes), "the state's share"));
        }

        return shares.MinBy(share => share.Percent);
    }

    private double OfDisk(DiskRoom disk) =>
        Math.Min(100, disk.FreeBytes * 100.0 / Math.Clamp(disk.TotalBytes, 1, options.Value.DiskMegabytes << 20));

    private static double Left(long used, long megabytes) => Math.Max(0, 100 - (used * 100.0 / (megabytes * 1024.0 * 1024.0)));

    // Taken back later than it is taken, or a step that frees a little would go to and fro.
    private SpaceStep StepAt(double percent)
    {
        double[] bounds = [options.Value.StopHuntsAtPercent, options.Value.StopMergingAtPercent, options.Value.ShrinkAtPercent, options.Value.RefuseAtPercent];
        var step = bounds.Count(bound => percent < bound);
        while (step < (int)Step && percent < bounds[step] * TakenBackAt)
        {
            step++;
        }

        return (SpaceStep)step;
    }

    private void Take(SpaceStep next)
    {
        Step = next;
        pause.IsPaused = next >= SpaceStep.StopHunts;
        lake.IsMergingPaused = next >= SpaceStep.StopMerging;
        lake.KeepsLegalMinimumOnly = next >= SpaceStep.Shrink;
        spool.RefusesSenders = next >= SpaceStep.Refuse;
    }
}
