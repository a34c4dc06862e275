namespace Kotwal.City.Work;

/// <summary>Asks desks to let work rest that nobody waits for, such as scheduled hunts: the room ends. Safe for many threads.</summary>
public sealed class WorkPause
{
    private volatile bool isPaused;

    /// <summary>True while such work is to rest; it is caught up later.</summary>
    public bool IsPaused
    {
        get => isPaused;
        set => isPaused = value;
    }
}
