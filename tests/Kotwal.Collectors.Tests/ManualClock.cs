namespace Kotwal.Collectors.Tests;

/// <summary>A clock that says what the test says; timers are the system's.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
