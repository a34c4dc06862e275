namespace Kotwal.City.Facts;

/// <summary>Points in time as the ledger keeps them: whole microseconds since 1970 in UTC, rounded down.</summary>
internal static class FactTime
{
    public static long ToMicroseconds(DateTimeOffset time)
    {
        var whole = Math.DivRem(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond, out var rest);
        return rest < 0 ? whole - 1 : whole;
    }

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
