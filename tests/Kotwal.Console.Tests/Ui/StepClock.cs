namespace Kotwal.Console.Tests.Ui;

/// <summary>A clock that a test moves; timers that fall due are called on the test's thread.</summary>
internal sealed class StepClock : TimeProvider
{
    private readonly List<StepTimer> timers = [];
    private DateTimeOffset now = Some.Noon;

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new StepTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        timers.Add(timer);
        return timer;
    }

    public void Step(TimeSpan by)
    {
        now += by;
        foreach (var timer in timers.Where(t => t.DueAt <= now).ToList())
        {
            timer.Fire();
        }
    }

    private sealed class StepTimer(StepClock clock, Action callback) : ITimer
    {
        public DateTimeOffset? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
            return true;
        }

        public void Fire()
        {
            DueAt = null;
            callback();
        }

        public void Dispose() => clock.timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
