namespace Kotwal.Keeping;

/// <summary>
/// Says whether the system's clock can be believed when it says that the time of events is over. A clock that leapt ahead, by a dead
/// battery or a wrong time server, would delete everything at once; people have a day to put it right. For one caller at a time.
/// </summary>
/// <param name="clock">The clock, and the time that really passes.</param>
/// <param name="newestStored">When the newest event was received before the start; null where none was.</param>
internal sealed class ClockLeaps(TimeProvider clock, DateTimeOffset? newestStored)
{
    /// <summary>Longest time that a server may have been off without any doubt about its clock.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromDays(7);

    /// <summary>How much further the clock may go between two looks than time has passed.</summary>
    public static readonly TimeSpan LongestLeap = TimeSpan.FromHours(1);

    /// <summary>How long a clock that leapt is not believed.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromDays(1);

    private DateTimeOffset seenAt = newestStored ?? DateTimeOffset.MaxValue;
    private long? seenTick;
    private long? leaptTick;

    /// <summary>Looks at the clock.</summary>
    /// <param name="leap">How far it leapt since the last look, or since the newest event; null when it did not.</param>
    /// <returns>False as long as it is in doubt.</returns>
    public bool IsBelieved(out TimeSpan? leap)
    {
        var (now, tick) = (clock.GetUtcNow(), clock.GetTimestamp());
        var passed = seenTick is { } before ? clock.GetElapsedTime(before, tick) + LongestLeap : LongestRest;
        leap = now - seenAt > passed ? now - seenAt : null;
        leaptTick = leap is null ? leaptTick : tick;
        (seenAt, seenTick) = (now, tick);
        return leaptTick is not { } leapt || clock.GetElapsedTime(leapt, tick) >= Doubt;
    }
}
