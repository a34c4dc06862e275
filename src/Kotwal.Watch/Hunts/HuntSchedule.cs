using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.Watch.Hunts;

/// <summary>
/// That a saved hunt runs by itself. It looks at events by the time at which they were received: each run begins where the last one
/// that was done ended, so that no time is looked at twice or left out, and events that come late are in the run of the time they came.
/// </summary>
public sealed class HuntSchedule
{
    /// <summary>Shortest and longest pause between two runs, in minutes.</summary>
    public const int MinMinutes = 1, MaxMinutes = 24 * 60;

    /// <summary>Longest reason of a failure that is kept, in characters.</summary>
    public const int MaxFailureLength = 500;

    private HuntSchedule()
    {
    }

    internal HuntSchedule(SavedHuntId hunt, DateTimeOffset now)
    {
        HuntId = hunt;
        DoneUntil = now;
    }

    public SavedHuntId HuntId { get; private set; }

    public int EveryMinutes { get; private set; }

    /// <summary>How grave its alerts are.</summary>
    public AlertSeverity Severity { get; private set; }

    public bool IsOn { get; private set; }

    /// <summary>All that was received before was looked at.</summary>
    public DateTimeOffset DoneUntil { get; private set; }

    /// <summary>End of the run that was begun; a crash repeats that run and not another. Null when none is under way.</summary>
    public DateTimeOffset? PlannedUntil { get; private set; }

    public DateTimeOffset? LastRunAt { get; private set; }

    /// <summary>Why the last run failed; null when it did not. The next one begins at the same place.</summary>
    public string? LastFailure { get; private set; }

    public Guid Version { get; private set; }

    /// <summary>Whether a run is due; also where the clock was put back behind the last one by more than the pause.</summary>
    public bool IsDue(DateTimeOffset now) => IsOn && (LastRunAt is not { } last || (now - last).Duration() >= TimeSpan.FromMinutes(EveryMinutes));

    /// <summary>Switching on begins now: what was received while it was off is not looked at.</summary>
    internal void Set(int everyMinutes, AlertSeverity severity, bool isOn, DateTimeOffset now)
    {
        if (isOn && !IsOn)
        {
            (DoneUntil, PlannedUntil, LastRunAt, LastFailure) = (now, null, null, null);
        }

        EveryMinutes = Math.Clamp(everyMinutes, MinMinutes, MaxMinutes);
        (Severity, IsOn) = (severity, isOn);
        Version = Guid.CreateVersion7(now);
    }

    internal void Begin(DateTimeOffset until, DateTimeOffset now)
    {
        PlannedUntil = until;
        LastRunAt = now;
        Version = Guid.CreateVersion7(now);
    }

    internal void Finish(DateTimeOffset now)
    {
        DoneUntil = PlannedUntil ?? DoneUntil;
        (PlannedUntil, LastFailure) = (null, null);
        LastRunAt = now;
        Version = Guid.CreateVersion7(now);
    }

    internal void Fail(string reason, DateTimeOffset now)
    {
        LastFailure = reason.Length <= MaxFailureLength ? reason : reason[..MaxFailureLength];
        LastRunAt = now;
        Version = Guid.CreateVersion7(now);
    }
}

/// <summary>One run that was done, with the stretch of received time that it looked at.</summary>
public sealed class HuntRun
{
    private HuntRun()
    {
    }

    internal HuntRun(SavedHuntId hunt, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, int rows, Guid? alert)
    {
        Id = Guid.CreateVersion7(now);
        (HuntId, From, Until, RanAt, Rows, AlertId) = (hunt, from, until, now, rows, alert);
    }

    public Guid Id { get; private set; }

    public SavedHuntId HuntId { get; private set; }

    public DateTimeOffset From { get; private set; }

    public DateTimeOffset Until { get; private set; }

    public DateTimeOffset RanAt { get; private set; }

    public int Rows { get; private set; }

    /// <summary>The alert that it raised; null for none.</summary>
    public Guid? AlertId { get; private set; }
}

internal sealed class HuntScheduleConfiguration : IEntityTypeConfiguration<HuntSchedule>, IEntityTypeConfiguration<HuntRun>
{
    public void Configure(EntityTypeBuilder<HuntSchedule> builder)
    {
        builder.ToTable("watch_hunt_schedules");
        builder.HasKey(schedule => schedule.HuntId);
        builder.Property(schedule => schedule.HuntId).ValueGeneratedNever();
        builder.Property(schedule => schedule.LastFailure).HasMaxLength(HuntSchedule.MaxFailureLength);
        builder.Property(schedule => schedule.Version).IsConcurrencyToken();
        builder.HasOne<SavedHunt>().WithOne().HasForeignKey<HuntSchedule>(schedule => schedule.HuntId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<HuntRun> builder)
    {
        builder.ToTable("watch_hunt_runs");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.HasOne<SavedHunt>().WithMany().HasForeignKey(run => run.HuntId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(run => new { run.HuntId, run.RanAt });
    }
}
