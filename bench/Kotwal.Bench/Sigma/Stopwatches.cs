using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kotwal.Bench.Sigma;

/// <summary>One measured pass.</summary>
/// <param name="Wall">Time by the clock.</param>
/// <param name="Processor">Time that the process had a processor: on a shared machine the better measure, with one thread at work.</param>
/// <param name="Allocated">Bytes allocated by this thread.</param>
internal readonly record struct Pass(TimeSpan Wall, TimeSpan Processor, long Allocated)
{
    public static Pass Measure(Action work)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var before = ProcessorClock.Now;
        var clock = Stopwatch.GetTimestamp();
        work();
        var wall = Stopwatch.GetElapsedTime(clock);
        return new(wall, ProcessorClock.Now - before, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}

/// <summary>The best of several passes of one kind of work.</summary>
internal sealed class Contest(string name, Action work)
{
    public string Name => name;

    public double BestWall { get; private set; } = double.MaxValue;

    public double BestProcessor { get; private set; } = double.MaxValue;

    public long LeastAllocated { get; private set; } = long.MaxValue;

    public void Run()
    {
        var pass = Pass.Measure(work);
        BestWall = Math.Min(BestWall, pass.Wall.TotalSeconds);
        BestProcessor = Math.Min(BestProcessor, pass.Processor.TotalSeconds);
        LeastAllocated = Math.Min(LeastAllocated, pass.Allocated);
    }
}

/// <summary>Processor time of this process to the nanosecond, which the framework gives in hundredths of a second only.</summary>
internal static class ProcessorClock
{
    private const int ProcessTime = 2;

    public static TimeSpan Now => clock_gettime(ProcessTime, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1_000)
        : throw new InvalidOperationException("The system has no clock for processor time.");

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
