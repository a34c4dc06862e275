namespace Kotwal.Watch.Alerts;

/// <summary>Where the work on an alert stands.</summary>
public enum AlertStatus
{
    /// <summary>Nobody has looked at it.</summary>
    New,

    /// <summary>Somebody has it in hand.</summary>
    Acknowledged,

    /// <summary>Decided, with a reason.</summary>
    Closed,
}

/// <summary>Why an alert was closed.</summary>
public enum AlertCloseReason
{
    /// <summary>It was right and what it tells of is dealt with.</summary>
    Resolved,

    /// <summary>The rule matched what it should not match.</summary>
    FalsePositive,

    /// <summary>It was right, and what it tells of was meant to happen: maintenance, a test, a scan of our own.</summary>
    Expected,

    /// <summary>Another alert tells the same.</summary>
    Duplicate,
}
