using System.Diagnostics;
using System.Globalization;
using Kotwal.Hunt;
using Kotwal.Lake;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Bench.Lake;

/// <summary>What does it cost to merge a lake whose days are over? Its segments are merged for good, so a copy is better given.</summary>
internal static class LakeMerging
{
    public static async Task RunAsync(string folder, int megabytes)
    {
        var clock = new LaterClock();
        await using var store = LakeEventStore.Open(
            new LakeOptions { Folder = folder, ReadInProcess = true, MergeMegabytes = megabytes }, NullLogger<LakeEventStore>.Instance, clock);
        var before = Environment.CpuUsage.TotalTime;
        for (var turn = 0; turn < 2; turn++)
        {
            while (await store.MergeOnceAsync(CancellationToken.None))
            {
            }

            clock.Later += TimeSpan.FromDays(1);
        }

        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64 / (1024 * 1024);
        var worked = Environment.CpuUsage.TotalTime - before;
        var counted = await store.QueryAsync(
            HuntQuery.Parse("| summarize n = count()").Query!, VisibleEvents.All, [], QueryLimits.CommandLine, CancellationToken.None);
        var rows = (long)counted.Rows[0][0]!;
        var bytes = new DirectoryInfo(folder).EnumerateFiles("*.parquet", SearchOption.AllDirectories).Sum(file => file.Length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows} rows, {worked.TotalMicroseconds / rows:F1} µs of work a row, {bytes / rows} bytes a row, {peak} MiB of memory at most, {GC.CollectionCount(2)} full collections"));
    }

    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Later;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Later.TotalSeconds * TimestampFrequency);
    }
}
