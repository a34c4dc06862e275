using Kotwal.Events;

namespace Kotwal.Lake.Columns;

/// <summary>Points in time as segments and manifests hold them: microseconds since 1970-01-01T00:00:00Z, rounded down.</summary>
internal static class Microseconds
{
    public static long Of(DateTimeOffset time) => Floor(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond, out _);

    /// <param name="time">The point in time.</param>
    /// <param name="nanosecondsBelow">What the rounding took away, 0 to 999.</param>
    public static long Of(EventTime time, out long nanosecondsBelow) => Floor(time.UnixNanoseconds, 1000, out nanosecondsBelow);

    public static DateTimeOffset ToTime(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    private static long Floor(long value, long unit, out long below)
    {
        var whole = Math.DivRem(value, unit, out below);
        if (below < 0)
        {
            below += unit;
            whole--;
        }

        return whole;
    }
}
