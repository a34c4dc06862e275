namespace Kotwal.Respond.Incidents;

/// <summary>Where the work on an incident stands, in the order of the work.</summary>
public enum IncidentStatus
{
    /// <summary>Nobody works on it yet.</summary>
    Open,

    /// <summary>Somebody finds out what happened.</summary>
    InProgress,

    /// <summary>It does not spread any more.</summary>
    Contained,

    /// <summary>Done. Whatever comes later is another incident, unless somebody opens it again and says why.</summary>
    Closed,
}

/// <summary>What came of the wish to change a status.</summary>
public enum StatusChange
{
    Done,

    /// <summary>It had that status already.</summary>
    Unchanged,

    /// <summary>Closing, and opening again what was closed, need a reason.</summary>
    ReasonMissing,
}
