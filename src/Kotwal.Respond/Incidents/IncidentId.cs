namespace Kotwal.Respond.Incidents;

/// <summary>Identifies one incident. Sorts by the time at which it was opened.</summary>
public readonly record struct IncidentId(Guid Value)
{
    /// <summary>Makes a new id at the clock's time.</summary>
    public static IncidentId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
