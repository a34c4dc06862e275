using Kotwal.Events;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Spool;

/// <summary>
/// Our own time at receipt. It never goes back: when the system's clock does, the last time is held until the clock has caught
/// up. Used under the inbox's lock.
/// </summary>
internal sealed partial class ReceiveClock(TimeProvider clock, long last, SpoolMeter meter, ILogger log)
{
    private bool isHeld;

    /// <summary>Nanoseconds since 1970 of the newest stamp.</summary>
    public long Last { get; private set; } = last;

    public long Stamp()
    {
        var now = EventTime.From(clock.GetUtcNow()).UnixNanoseconds;
        if (now >= Last)
        {
            isHeld = false;
            return Last = now;
        }

        if (!isHeld)
        {
            isHeld = true;
            meter.ClockJumps.Add(1);
            ClockWentBack((Last - now) / 1_000_000);
        }

        return Last;
    }

    [LoggerMessage(1001, LogLevel.Warning, "The system's clock went back by {Milliseconds} ms. Receive times stand still until it has caught up.")]
    private partial void ClockWentBack(long milliseconds);
}
