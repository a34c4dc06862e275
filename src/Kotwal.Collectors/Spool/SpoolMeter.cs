using System.Diagnostics.Metrics;

namespace Kotwal.Collectors.Spool;

/// <summary>What one spool counts.</summary>
internal sealed class SpoolMeter : IDisposable
{
    private readonly Meter meter = new("Kotwal.Collectors");

    public SpoolMeter()
    {
        Records = meter.CreateCounter<long>("kotwal.spool.records", "{record}", "Records made durable.");
        Commits = meter.CreateCounter<long>("kotwal.spool.commits", "{commit}", "Writes to the disk, each serving many records.");
        FailedCommits = meter.CreateCounter<long>("kotwal.spool.commits.failed", "{commit}", "Writes that the disk refused.");
        DamagedBytes = meter.CreateCounter<long>("kotwal.spool.damaged", "By", "Bytes that were skipped because their check failed.");
        MissingBytes = meter.CreateCounter<long>("kotwal.spool.missing", "By", "Bytes that should be in a segment file and are not.");
        TornBytes = meter.CreateCounter<long>("kotwal.spool.torn", "By", "Bytes cut from the end when the spool was opened.");
        Lost = meter.CreateCounter<long>("kotwal.spool.lost", "{record}", "Datagrams that waited in memory when the spool closed and could not be written.");
        ClockJumps = meter.CreateCounter<long>("kotwal.spool.clock.jumps", "{jump}", "Times that the system's clock went back.");
    }

    public Counter<long> Records { get; }

    public Counter<long> Commits { get; }

    public Counter<long> FailedCommits { get; }

    public Counter<long> DamagedBytes { get; }

    public Counter<long> MissingBytes { get; }

    public Counter<long> TornBytes { get; }

    public Counter<long> Lost { get; }

    public Counter<long> ClockJumps { get; }

    /// <summary>Shows the folder's sizes as gauges.</summary>
    public void Watch(SpoolFolder folder)
    {
        meter.CreateObservableGauge("kotwal.spool.used", () => folder.UsedBytes, "By", "Size of all segment files.");
        meter.CreateObservableGauge(
            "kotwal.spool.pending", () => folder.End - folder.Released, "By", "Durable bytes that are not released yet.");
    }

    public void Dispose() => meter.Dispose();
}
