namespace Kotwal.Events.Alerts;

/// <summary>How grave an alert is, in Sigma's words for a rule's level.</summary>
public enum AlertSeverity
{
    Informational,
    Low,
    Medium,
    High,
    Critical,
}
