namespace Kotwal.Console.Tests.Host;

/// <summary>A clock that stands at the present until a test moves it.</summary>
internal sealed class StandingClock : TimeProvider
{
    private DateTimeOffset now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
